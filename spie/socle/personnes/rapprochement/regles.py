"""The rules of the matching, as data: ``regles.csv`` says how much each resemblance counts, and from when.

A département changes the strength of a rule by a dated local parameter named ``rapprochement.<code>``; the sign and
the effect stay those of the file. Zero silences a weight, never an effect: the same NIR stays the same number.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from spie.socle.calendrier.models import ParametreLocal

FICHIER = Path(__file__).with_name("regles.csv")
PREFIXE = "rapprochement."


class Effet(StrEnum):
    AUCUN = ""
    IDENTIFIE = "identifie"  # this number is one person's: never someone new
    APPUIE = "appuie"  # with an identity that agrees, the same person
    RETIENT = "retient"  # proposed at most
    OPPOSE = "oppose"  # contradicts the identity
    EXCLUT = "exclut"  # two people until someone says otherwise
    SEUIL = "seuil"


@dataclass(frozen=True)
class Regle:
    code: str
    poids: int
    effet: Effet
    phrase: str


Regles = Mapping[str, Regle]


def par_defaut(*, au: date) -> dict[str, Regle]:
    """The rules of the file that hold on the day ``au``."""
    return {regle.code: regle for regle, du, fin in _lues() if du <= au and (fin is None or au <= fin)}


def du_departement(*, au: date) -> dict[str, Regle]:
    """The same with the strengths that this département chose: one query."""
    regles = par_defaut(au=au)
    choisis = ParametreLocal.objects.en_vigueur(au=au).filter(code__startswith=PREFIXE).order_by("valide_du")
    for code, valeur in choisis.values_list("code", "valeur"):
        if regle := regles.get(code.removeprefix(PREFIXE)):
            regles[regle.code] = replace(regle, poids=-valeur if regle.poids < 0 else valeur)
    return regles


@cache
def _lues() -> tuple[tuple[Regle, date, date | None], ...]:
    with FICHIER.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    return tuple(
        (
            Regle(ligne["code"], int(ligne["poids"]), Effet(ligne["effet"]), ligne["phrase"]),
            date.fromisoformat(ligne["valide_du"]),
            date.fromisoformat(ligne["valide_au"]) if ligne["valide_au"] else None,
        )
        for ligne in lignes
    )
