"""The NIR: encrypted in the row, found by a keyed hash, shown masked, never elsewhere."""

import hashlib
import hmac
from uuid import UUID

from spie.socle.territoires.chiffrement import cle, ouvrir, sceller

USAGE = "nir:chiffrement"


def chiffrer(nir: str, *, departement: str, ligne: UUID) -> bytes:
    """Encrypt a NIR for one row."""
    return sceller(nir.encode(), usage=USAGE, departement=departement, ligne=ligne)


def dechiffrer(chiffre: bytes | memoryview, *, departement: str, ligne: UUID) -> str:
    """Give the NIR back. Raises ``InvalidTag`` when the row is not the one it was written for."""
    return ouvrir(chiffre, usage=USAGE, departement=departement, ligne=ligne).decode()


def empreinte(nir: str, *, departement: str) -> bytes:
    """Hash the 13 characters of a NIR for look-up: same person, same département, same hash."""
    return hmac.new(cle("nir:recherche", departement), nir[:13].upper().encode(), hashlib.sha256).digest()


def fin(nir: str, *, departement: str) -> bytes:
    """Hash the last four characters of the 13: what people say on the telephone. Another key than the whole one."""
    return hmac.new(cle("nir:fin", departement), nir[-4:].upper().encode(), hashlib.sha256).digest()[:8]


def masque(nir: str) -> str:
    """Show a NIR to someone who only has to recognise it: sex, year, and the last two characters."""
    return f"{nir[:3]}{'•' * (len(nir) - 5)}{nir[-2:]}"
