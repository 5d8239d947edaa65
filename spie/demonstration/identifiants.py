"""Identifiers that the seed decides: the same run gives the same rows, to the last key."""

from random import Random
from uuid import UUID

# Before any real row: a UUIDv7 begins with the time, in milliseconds.
ORIGINE = 1_700_000_000_000


class Identifiants:
    """UUIDv7 ordered like real ones. ``nombre``: how many were given."""

    def __init__(self, hasard: Random):
        self.hasard, self.nombre = hasard, 0

    def suivant(self) -> UUID:
        self.nombre += 1
        hasard = self.hasard.getrandbits(76)
        haut = (ORIGINE + self.nombre) << 80
        return UUID(int=haut | 0x7 << 76 | (hasard & ~(0x3 << 62)) | 0x2 << 62)
