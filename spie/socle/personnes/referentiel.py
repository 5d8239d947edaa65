"""Load the codes of the paying bodies and the languages: run again after each update, it only writes what changed."""

import csv
from pathlib import Path

DONNEES = Path(__file__).parent / "donnees"


def lignes(nom: str) -> list[dict]:
    """The rows of one file of reference, UTF-8, semicolons."""
    with (DONNEES / nom).open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


def charger_codes(modele, *, base: str) -> int:
    """Write ``codes_rsa.csv`` into ``modele`` (the real one or a migration's). Gives the number of codes."""
    codes = [modele(**ligne) for ligne in lignes("codes_rsa.csv")]
    _ecrire(modele, codes, ["famille", "code"], ["libelle", "raison", "auteur", "source"], base)
    return len(codes)


def charger_langues(modele, *, base: str) -> int:
    langues = [modele(**ligne) for ligne in lignes("langues.csv")]
    _ecrire(modele, langues, ["code"], ["nom"], base)
    return len(langues)


def _ecrire(modele, objets: list, cle: list[str], champs: list[str], base: str) -> None:
    modele.objects.using(base).bulk_create(objets, update_conflicts=True, unique_fields=cle, update_fields=champs)
