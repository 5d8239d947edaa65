"""Both services together, for the time of a ``with``."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from spie.socle.outillage.embarques import enfants, postgres, redis
from spie.socle.outillage.embarques.adresses import Adresses, adresses


@contextmanager
def services(racine: Path, *, rapide: bool = False, base: str = "spie") -> Iterator[Adresses]:
    """Start PostgreSQL (database ``base`` and roles ready) and Redis; stop both at the end, whatever happens."""
    racine.mkdir(parents=True, exist_ok=True, mode=0o755)
    with ExitStack() as pile:
        pg = postgres.demarrer(racine, rapide=rapide)
        pile.callback(enfants.arreter, pg, signal.SIGINT)
        postgres.amorcer(racine, base)
        pile.callback(enfants.arreter, redis.demarrer(racine))
        yield adresses(racine, base)
