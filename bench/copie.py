"""The reference of every load: the same rows, by a bare COPY into the same tables with the same indexes."""

import time
from collections.abc import Sequence

from django.db import connections

COPIE = "copie_de_reference"


def copier(tables: Sequence[str]) -> tuple[int, float]:
    """COPY every row of these tables into a twin (indexes, no foreign key). Gives the rows and the seconds."""
    lignes, secondes = 0, 0.0
    with connections["proprietaire"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TABLE {COPIE} (LIKE {table} INCLUDING DEFAULTS INCLUDING INDEXES)")
            with cursor.copy(f"COPY {table} TO STDOUT") as sortie:
                octets = b"".join(bytes(morceau) for morceau in sortie)
            debut = time.perf_counter()
            with cursor.copy(f"COPY {COPIE} FROM STDIN") as entree:
                entree.write(octets)
            secondes += time.perf_counter() - debut
            lignes += octets.count(b"\n")
            cursor.execute(f"DROP TABLE {COPIE}")
    return lignes, secondes
