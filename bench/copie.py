"""The reference of every load: the same rows, by a bare COPY. Two ways, from the lightest to the nearest."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from bench.mesure import calcul_de_postgres

JUMELLE, MORCEAU = "copie_de_reference", 1 << 20


@dataclass(frozen=True)
class Copie:
    """Rows, seconds of the clock, seconds of processor."""

    lignes: int = 0
    secondes: float = 0
    calcul: float = 0

    def __add__(self, autre: "Copie") -> "Copie":
        return Copie(self.lignes + autre.lignes, self.secondes + autre.secondes, self.calcul + autre.calcul)


def copier(tables: Sequence[str]) -> Copie:
    """COPY every row of these tables into a twin: same indexes, no key to others, no trigger."""
    total = Copie()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as dossier, connections["proprietaire"].cursor() as cursor:
        for table, fichier in exporter(tables, Path(dossier)).items():
            cursor.execute(f"CREATE TABLE {JUMELLE} (LIKE {table} INCLUDING DEFAULTS INCLUDING INDEXES)")
            total += chronometrer(lambda fichier=fichier: verser(cursor, JUMELLE, fichier))
            cursor.execute(f"DROP TABLE {JUMELLE}")
    return total


def recopier(fichiers: dict[str, Path]) -> Copie:
    """COPY into the same tables of an empty base: same indexes, keys and triggers. Parents come first."""
    with connections["proprietaire"].cursor() as cursor:
        return sum((chronometrer(lambda t=t, f=f: verser(cursor, t, f)) for t, f in fichiers.items()), Copie())


def exporter(tables: Sequence[str], dossier: Path) -> dict[str, Path]:
    """Write the rows of each table in a file of its own."""
    fichiers = {table: dossier / table for table in tables}
    with connections["proprietaire"].cursor() as cursor:
        for table, fichier in fichiers.items():
            with fichier.open("wb") as vers, cursor.copy(f"COPY {table} TO STDOUT") as sortie:
                for morceau in sortie:
                    vers.write(morceau)
    return fichiers


def verser(cursor, table: str, fichier: Path) -> int:
    with fichier.open("rb") as depuis, cursor.copy(f"COPY {table} FROM STDIN") as entree:
        while morceau := depuis.read(MORCEAU):
            entree.write(morceau)
    return cursor.rowcount


def chronometrer(acte: Callable[[], int]) -> Copie:
    debut, calcul = time.perf_counter(), time.process_time() + calcul_de_postgres()
    lignes = acte()
    return Copie(lignes, time.perf_counter() - debut, time.process_time() + calcul_de_postgres() - calcul)
