"""Rules on the words: known, short, said in full, without initials."""

import re

from spie.socle.courriers.falc.lexique import (
    ABREVIATIONS,
    GLOSSAIRE,
    JARGON,
    METAPHORES,
    MOTS_ETRANGERS,
    NOMBRES,
    SIGLES_ADMIS,
)
from spie.socle.courriers.falc.phrases import NOM, Phrase, frequence
from spie.socle.courriers.falc.regles import Trouvailles

COURANT = 3.4


def _a_juger(phrase: Phrase) -> list[str]:
    """Names and initials have their own rules; a word with a capital inside a sentence is a name."""
    mots = [m for rang, m in enumerate(phrase.mots) if m != NOM and not m.isupper() and not (rang and m[0].isupper())]
    return [m for m in mots if len(m) > 3 and m.lower() not in GLOSSAIRE and m.lower() not in JARGON]


def mot_inconnu(phrase: Phrase) -> Trouvailles:
    for mot in _a_juger(phrase):
        if not frequence(mot):
            yield mot, "Mot rare : prenez un mot de tous les jours, ou expliquez-le et ajoutez-le au glossaire."


def mot_rare(phrase: Phrase) -> Trouvailles:
    for mot in _a_juger(phrase):
        if 0 < frequence(mot) < COURANT:
            yield mot, "Mot peu courant : un mot plus simple existe peut-être."


def jargon(phrase: Phrase) -> Trouvailles:
    for mot in phrase.mots:
        if mot.lower() in JARGON:
            yield mot, f"Dites plutôt « {JARGON[mot.lower()]} »."


def metaphore(phrase: Phrase) -> Trouvailles:
    for image, clair in METAPHORES.items():
        if image in phrase.texte.lower():
            yield image, f"Dites plutôt « {clair} »."


def mot_etranger(phrase: Phrase) -> Trouvailles:
    for mot in phrase.mots:
        if mot.lower() in MOTS_ETRANGERS:
            yield mot, f"Dites plutôt « {MOTS_ETRANGERS[mot.lower()]} »."


def sigle(phrase: Phrase) -> Trouvailles:
    for mot in re.findall(r"\b[A-ZÉÈÀ]{2,5}\b", phrase.texte):
        if mot not in SIGLES_ADMIS and not re.fullmatch("[IVXLC]+", mot):
            yield mot, "Écrivez les mots en entier."


def majuscules(phrase: Phrase) -> Trouvailles:
    for mot in re.findall(r"\b[A-ZÉÈÀ]{6,}\b", phrase.texte):
        yield mot, "Écrivez en minuscules : un mot en majuscules se lit mal."


def abreviation(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(ABREVIATIONS, phrase.texte):
        yield trouve[0], "Écrivez le mot en entier."


def nombre_en_lettres(phrase: Phrase) -> Trouvailles:
    for mot in phrase.mots:
        if mot.lower() in NOMBRES:
            yield mot, "Écrivez le nombre en chiffres."


def inclusive_abregee(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\w+(?:\([a-z]+\)|·\w+)", phrase.texte):
        yield trouve[0], "Écrivez les deux mots, ou changez la phrase."
