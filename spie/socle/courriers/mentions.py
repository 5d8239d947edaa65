"""The compulsory mentions: which letter carries which, and how each is recognised on the official page.

A letter without one of them binds nobody: a delay of appeal that is not written does not run (CJA, R. 421-5).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spie.socle.courriers.courrier import Courrier, texte_officiel
from spie.socle.courriers.dates import jour_en_clair

TABLEAU = Path(__file__).parent / "donnees" / "mentions.csv"
LIBELLES = {
    "M1": "qui écrit : service, adresse, téléphone, courriel",
    "M2": "à qui, et la référence du dossier",
    "M3": "qui décide : prénom, nom, qualité, signature",
    "M4": "les motifs de droit et de fait",
    "M5": "le recours préalable obligatoire",
    "M6": "le tribunal administratif",
    "M7": "observations, audition, assistance, dossier",
    "M8": "les données personnelles",
    "M9": "la part d’un calcul dans la décision",
    "M10": "l’aide pour lire et pour répondre",
    "M11": "la date et le lieu",
    "M12": "la délégation de signature",
}
PREUVES = {
    "M3": (r"Fait à .+\n.+\n.+(\n.+)?\nSignature :",),
    "M4": (r"\bvu l", r"\bMotifs\n.+"),
    "M5": (
        r"recours administratif préalable obligatoire",
        r"président du conseil départemental",
        r"L\. 262-47 et R\. 262-88",
        r"mandat écrit",
        r"L\. 412-3",
    ),
    "M6": (r"tribunal administratif", r"R\. 421-1", r"avocat n’est pas obligatoire"),
    "M7": (r"observations", r"entendu", r"personne de votre choix", r"L\. 122-1", r"L\. 122-2"),
    "M8": (r"Vos données personnelles", r"saisir la CNIL"),
    "M9": (r"traitement algorithmique", r"R\. 311-3-1-1"),
    "M10": (r"centre médico-social", r"France services", r"écrivain public", r"traducteur"),
    "M12": (r"délégation",),
}


@dataclass(frozen=True, slots=True)
class Obligation:
    """One row of the table. ``propres``: words that this letter alone must have."""

    code: str
    mentions: tuple[str, ...]
    propres: tuple[str, ...]
    source: str


@cache
def obligations() -> dict[str, Obligation]:
    """The whole table, by code of letter."""
    with TABLEAU.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    return {
        ligne["code"]: Obligation(
            ligne["code"], tuple(ligne["mentions"].split()), tuple(ligne["propres"].split("|")), ligne["source"]
        )
        for ligne in lignes
    }


def manquantes(courrier: Courrier) -> list[str]:
    """What the official page should say and does not, in words; empty when the letter may be sent."""
    obligation, officiel = obligations()[courrier.code], _a_plat(texte_officiel(courrier))
    absentes = [f"{code} : {LIBELLES[code]}" for code in obligation.mentions if not _presente(code, courrier, officiel)]
    return absentes + [f"« {mots} »" for mots in obligation.propres if mots not in officiel]


def _presente(code: str, courrier: Courrier, officiel: str) -> bool:
    preuves = PREUVES.get(code) or tuple(map(re.escape, _preuves_de_la_lettre(code, courrier)))
    return all(re.search(preuve, officiel, re.IGNORECASE) for preuve in preuves)


def _preuves_de_la_lettre(code: str, courrier: Courrier) -> Iterator[str]:
    expediteur = courrier.expediteur
    if code == "M1":
        yield from (expediteur.service, *expediteur.adresse, expediteur.telephone, expediteur.courriel)
    elif code == "M2":
        yield from (str(courrier.contexte["civilite_nom"]), courrier.reference)
    else:
        yield f"Fait à {expediteur.ville}, le {jour_en_clair(courrier.date)}"


def _a_plat(texte: str) -> str:
    return texte.replace("\N{NO-BREAK SPACE}", " ")
