"""Both services together, for the time of a ``with``."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from spie.socle.outillage.embarques import enfants, place, postgres, redis
from spie.socle.outillage.embarques.adresses import Adresses, adresses


@contextmanager
def services(racine: Path, *, rapide: bool = False, base: str = "spie") -> Iterator[Adresses]:
    """Start PostgreSQL (database ``base`` and roles ready) and Redis; stop both at the end, whatever happens.

    Raises ``DemarrageImpossible`` when the folder does not suit, or when another process already works there.
    """
    with place.seul(racine), ouvrir(racine, rapide=rapide, base=base) as ou:
        yield ou


@contextmanager
def ouvrir(racine: Path, *, rapide: bool = False, base: str = "spie") -> Iterator[Adresses]:
    """Do the same in a folder that the caller already holds."""
    with ExitStack() as pile:
        pg = postgres.demarrer(racine, rapide=rapide)
        pile.callback(enfants.arreter, pg, signal.SIGINT)
        postgres.amorcer(racine, base)
        pile.callback(enfants.arreter, redis.demarrer(racine))
        yield adresses(racine, base)
