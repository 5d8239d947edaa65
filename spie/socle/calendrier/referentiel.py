"""Load the dated parameters from their file: run again after each update, it only writes what changed."""

import csv
from pathlib import Path

FICHIER = Path(__file__).parent / "donnees" / "parametres.csv"


def charger_parametres(modele, *, base: str) -> int:
    """Write the rows of ``parametres.csv`` into ``modele`` (the real one or a migration's). Gives their number."""
    with FICHIER.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    for ligne in lignes:
        cle = {"code": ligne.pop("code"), "valide_du": ligne.pop("valide_du")}
        modele.objects.using(base).update_or_create(**cle, defaults=ligne | {"valide_au": ligne["valide_au"] or None})
    return len(lignes)
