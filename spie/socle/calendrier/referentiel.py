"""Load the dated reference data from its files: run again after each update, it only writes what changed."""

import csv
from pathlib import Path

DONNEES = Path(__file__).parent / "donnees"


def charger_parametres(modele, *, base: str) -> int:
    """Write the rows of ``parametres.csv`` into ``modele`` (the real one or a migration's). Gives their number."""
    return _charger("parametres.csv", modele, cles=("code", "valide_du"), base=base)


def charger_voies_de_recours(modele, *, base: str) -> int:
    """Write the rows of ``recours.csv`` into ``modele`` (the real one or a migration's). Gives their number."""
    return _charger("recours.csv", modele, cles=("code_departement", "valide_du"), base=base)


def _charger(fichier: str, modele, *, cles: tuple[str, ...], base: str) -> int:
    with (DONNEES / fichier).open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    for ligne in lignes:
        cle = {nom: ligne.pop(nom) for nom in cles}
        modele.objects.using(base).update_or_create(**cle, defaults=ligne | {"valide_au": ligne["valide_au"] or None})
    return len(lignes)
