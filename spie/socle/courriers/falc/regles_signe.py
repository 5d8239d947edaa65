"""Rules on numbers, dates, telephones and signs."""

import re
from datetime import date

from spie.socle.courriers.dates import JOURS, MOIS
from spie.socle.courriers.falc.phrases import Phrase
from spie.socle.courriers.falc.regles import Trouvailles

DATE = re.compile(rf"(?:\b({'|'.join(JOURS)}) )?\b(\d{{1,2}}|1er) ({'|'.join(MOIS)})\b(?: (\d{{4}}))?", re.IGNORECASE)


def signe(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"[&§#<>…()\[\]*/]|\.{3}", phrase.texte):
        yield trouve[0], "Ce signe gêne la lecture : remplacez-le par des mots."


def renvoi(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(
        r"\b(?:voir|lire|cf) (?:la )?(?:page|note|annexe)\b|ci-(?:dessous|dessus|joint|après)|[¹²³⁴]",
        phrase.texte.lower(),
    ):
        yield trouve[0], "Dites l'information ici : la personne ne doit pas chercher ailleurs."


def pourcentage(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\d+(?:,\d+)? ?%", phrase.texte):
        yield trouve[0], "Dites « la moitié », « 1 personne sur 10 »."


def chiffres_romains(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\b[IVX]{2,}(?:e|ème)?\b", phrase.texte):
        yield trouve[0], "Écrivez le nombre en chiffres ordinaires."


def grand_nombre(phrase: Phrase) -> Trouvailles:
    sans_telephone = re.sub(r"\b0\d(?: ?\d\d){4}\b", "", phrase.texte)
    for trouve in re.finditer(r"\b\d+,\d+\b|\b\d{5,}\b|\b\d{1,3}(?: \d{3})+\b", sans_telephone):
        yield trouve[0], "Arrondissez, si la loi le permet."


def date_en_chiffres(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b(?![.\d]*\d)", phrase.texte):
        yield trouve[0], "Écrivez « mardi 12 janvier 2027 »."


def date_fausse(phrase: Phrase) -> Trouvailles:
    """The day of the week must be the right one: the person trusts it more than the number."""
    for nom, numero, mois, annee in DATE.findall(phrase.texte):
        if not (nom and annee):
            continue
        try:
            jour = date(int(annee), MOIS.index(mois.lower()) + 1, int(numero.removesuffix("er")))
        except ValueError:
            yield f"{numero} {mois} {annee}", "Ce jour n'existe pas."
            continue
        if JOURS[jour.weekday()] != nom.lower():
            yield f"{nom} {numero} {mois} {annee}", f"Le {numero} {mois} {annee} est un {JOURS[jour.weekday()]}."


def date_incomplete(phrase: Phrase) -> Trouvailles:
    for nom, numero, mois, annee in DATE.findall(phrase.texte):
        if not (nom and annee):
            yield f"{numero} {mois} {annee}".strip(), "Ajoutez le jour de la semaine et l'année."


def heure_abregee(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\b\d{1,2} ?(?:h|H|:)(?: ?\d{2})?\b", phrase.texte):
        yield trouve[0], "Écrivez « 9 heures » ou « 9 heures 30 »."


def telephone_colle(phrase: Phrase) -> Trouvailles:
    for trouve in re.finditer(r"\b0\d(?:\d{8}|(?:[.\-/]\d\d){4})\b", phrase.texte):
        yield trouve[0], "Séparez les chiffres 2 par 2 avec des espaces."
