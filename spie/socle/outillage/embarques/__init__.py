"""PostgreSQL and Redis from wheels, for the demo, the tests and development.

No Django here: the settings import this package to know the addresses, started or not.
"""

from spie.socle.outillage.embarques.adresses import (
    Adresses,
    adresses,
    base_django,
    dossier,
)
from spie.socle.outillage.embarques.place import DemarrageImpossible
from spie.socle.outillage.embarques.services import ouvrir, services

__all__ = ["Adresses", "DemarrageImpossible", "adresses", "base_django", "dossier", "ouvrir", "services"]
