"""Load the communes and territories of a département from their file: run again, it only writes what changed."""

import csv
from pathlib import Path

from django.db import transaction

from spie.socle.territoires.models import Commune, Rattachement, Territoire

DONNEES = Path(__file__).parent / "donnees"


def fichier_livre(code: str) -> Path:
    """The file that comes with the platform, for the départements of the demonstration."""
    return DONNEES / f"communes-{code}.csv"


@transaction.atomic
def charger_communes(*, fichier: Path) -> int:
    """Write communes, DTAS and bassins d'emploi into the current département, and which serve each commune.

    ``fichier``: columns insee;nom;code_postal;population;territoire;bassin, UTF-8. Gives the number of communes.
    """
    with fichier.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    communes = [
        Commune(insee=ligne["insee"], nom=ligne["nom"], code_postal=ligne["code_postal"], code_departement=_code(ligne))
        for ligne in lignes
    ]
    champs = ["nom", "code_postal", "code_departement"]
    Commune.objects.bulk_create(communes, update_conflicts=True, unique_fields=["insee"], update_fields=champs)
    _rattacher(lignes, "territoire", Territoire.Nature.DTAS)
    _rattacher(lignes, "bassin", Territoire.Nature.BASSIN)
    return len(communes)


def _code(ligne: dict) -> str:
    """The département of an INSEE code: three characters overseas, two elsewhere (Corsica: 2A, 2B)."""
    return ligne["insee"][: 3 if ligne["insee"].startswith("97") else 2]


def _rattacher(lignes: list[dict], colonne: str, nature: str) -> None:
    noms = sorted({ligne[colonne] for ligne in lignes})
    territoires = {nom: Territoire.objects.get_or_create(nature=nature, nom=nom)[0] for nom in noms}
    liens = [Rattachement(commune_id=ligne["insee"], territoire=territoires[ligne[colonne]]) for ligne in lignes]
    Rattachement.objects.bulk_create(liens, ignore_conflicts=True)
