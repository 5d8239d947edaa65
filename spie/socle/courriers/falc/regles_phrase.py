"""Rules on the sentence: length, one idea, voice, negation, who is spoken to."""

import re

from spie.socle.courriers.falc.lexique import ETRE, PAS_DES_PARTICIPES, SUBORDONNANTS
from spie.socle.courriers.falc.phrases import Phrase
from spie.socle.courriers.falc.regles import Trouvailles

CIBLE, MAXIMUM = 12, 18
PASSIF = re.compile(
    rf"\b(?:{ETRE})\s+(?:pas\s+|aussi\s+|automatiquement\s+)?(\w+(?:é|ée|és|ées|i|is|ie|ies|it|ite|u|ue|us|ues))\b"
)
NE = re.compile(r"\bn(?:e |')", re.IGNORECASE)


def trop_longue(phrase: Phrase) -> Trouvailles:
    if phrase.longueur > MAXIMUM:
        yield phrase.extrait, f"{phrase.longueur} mots : coupez en plusieurs phrases de {CIBLE} mots au plus."


def longue(phrase: Phrase) -> Trouvailles:
    if CIBLE < phrase.longueur <= MAXIMUM:
        yield phrase.extrait, f"{phrase.longueur} mots : visez {CIBLE} mots."


def plusieurs_idees(phrase: Phrase) -> Trouvailles:
    if phrase.texte.count(",") >= 2 or ";" in phrase.texte:
        yield phrase.extrait, "Une idée par phrase : coupez, ou faites une liste."


def tournure(phrase: Phrase) -> Trouvailles:
    for mot in SUBORDONNANTS:
        if re.search(rf"\b{re.escape(mot)}\b", phrase.texte.lower()):
            yield mot, "Faites deux phrases courtes."


def passif(phrase: Phrase) -> Trouvailles:
    for trouve in PASSIF.finditer(phrase.texte.lower()):
        if trouve[1] not in PAS_DES_PARTICIPES:
            yield trouve[0], "Dites qui fait l'action : « nous décidons », « vous recevez »."


def double_negation(phrase: Phrase) -> Trouvailles:
    propositions = re.split(r"[,;:]| et | ou | mais ", phrase.texte)
    if any(len(NE.findall(p)) > 1 for p in propositions):
        yield phrase.extrait, "Écrivez la phrase dans un sens positif."


def deux_refus(phrase: Phrase) -> Trouvailles:
    propositions = re.split(r"[,;:]| et | ou | mais ", phrase.texte)
    if sum(1 for p in propositions if NE.search(p)) > 1:
        yield phrase.extrait, "Deux négations : faites deux phrases."


def tutoiement(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\b(?:tu|toi|ton|tes|t')\b", phrase.texte.lower()):
        yield trouve[0], "Dites « vous » : la personne est adulte."
