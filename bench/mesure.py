"""Take a measure several times, and lay it out in French."""

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from django.db import connection

# Bookkeeping of transactions: not questions asked to the data.
TRANSACTION = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.I)


@dataclass
class Base:
    """What was asked to PostgreSQL: how many statements, and how long they took."""

    requetes: int = 0
    ms: float = 0


@dataclass
class Mesure:
    """Milliseconds, one value per time: on the clock, in the database, and on the processors (ours and PostgreSQL's).

    The clock suffers from whatever else the machine does; processor time hardly does.
    """

    horloge: list[float] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    calcul: list[float] = field(default_factory=list)
    requetes: int = 0

    @property
    def p50(self) -> float:
        return centile(self.horloge, 50)

    @property
    def p95(self) -> float:
        return centile(self.horloge, 95)


def centile(valeurs: Sequence[float], rang: int) -> float:
    if len(valeurs) == 1:
        return valeurs[0]
    return quantiles(valeurs, n=100, method="inclusive")[rang - 1]


@contextmanager
def ecouter() -> Iterator[Base]:
    """Count and time every statement of the connection."""
    base = Base()

    def compter(executer, sql, params, many, context):
        debut = time.perf_counter()
        try:
            return executer(sql, params, many, context)
        finally:
            base.requetes += not TRANSACTION.match(str(sql))
            base.ms += (time.perf_counter() - debut) * 1000

    with connection.execute_wrapper(compter):
        yield base


def mesurer(acte: Callable[[], object], *, fois: int, chauffe: int = 3) -> Mesure:
    """Do it ``fois`` times after a few that don't count (templates and plans are then in memory)."""
    for _ in range(chauffe):
        acte()
    mesure = Mesure()
    for _ in range(fois):
        with ecouter() as base:
            debut, calcul = time.perf_counter(), processeur()
            acte()
            mesure.horloge.append((time.perf_counter() - debut) * 1000)
            mesure.calcul.append(max(0, processeur() - calcul))
        mesure.base.append(base.ms)
        mesure.requetes = base.requetes
    return mesure


def processeur() -> float:
    """Milliseconds of processor of this process and of its PostgreSQL backend."""
    dorsal = 0
    if connection.connection is not None:
        dorsal = int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0])
    return time.process_time() * 1000 + dorsal / 1e6


def calcul_de_postgres() -> float:
    """Seconds of processor of the whole server since it started: its connections, living and ended, and its helpers."""
    maitre = (Path(os.environ["SPIE_DONNEES"]) / "pg" / "postmaster.pid").read_text().split()[0]
    vivants = Path(f"/proc/{maitre}/task/{maitre}/children").read_text().split()
    en_vie = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in vivants) / 1e9
    # Fields 14 to 17 of stat: its own time, and that of the children it has buried.
    temps = Path(f"/proc/{maitre}/stat").read_text().rpartition(")")[2].split()[11:15]
    return en_vie + sum(int(t) for t in temps) / os.sysconf("SC_CLK_TCK")


def tableau(titre: str, entetes: Sequence[str], lignes: Sequence[Sequence]) -> str:
    """A table that reads in a terminal as in Markdown."""
    cases = [[en_mots(case) for case in ligne] for ligne in lignes]
    largeurs = [max(len(case) for case in colonne) for colonne in zip(entetes, *cases, strict=True)]
    traits = ["-" * largeur for largeur in largeurs]
    rangs = [_rang(ligne, largeurs) for ligne in (entetes, traits, *cases)]
    return "\n".join([f"\n{titre} ({machine()})\n", *rangs])


def _rang(ligne: Sequence[str], largeurs: Sequence[int]) -> str:
    premiere, *autres = zip(ligne, largeurs, strict=True)
    return f"| {premiere[0]:<{premiere[1]}} | " + " | ".join(f"{case:>{largeur}}" for case, largeur in autres) + " |"


def en_mots(case) -> str:
    if isinstance(case, float):
        return f"{case:.{1 if abs(case) < 100 else 0}f}".replace(".", ",")
    return str(case)


def machine() -> str:
    """How busy the machine is: other work makes everything longer."""
    charge = " ".join(f"{valeur:.2f}" for valeur in os.getloadavg()).replace(".", ",")
    return f"{os.cpu_count()} cœurs, charge {charge}"
