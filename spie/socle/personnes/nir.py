"""The NIR: encrypted in the row, found by a keyed hash, shown masked, never elsewhere."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def chiffrer(nir: str, *, departement: str, ligne: UUID) -> bytes:
    """Encrypt a NIR for one row: copied to another row or département, it does not open (AES-GCM)."""
    sel = secrets.token_bytes(12)
    return sel + AESGCM(_cle("chiffrement", departement)).encrypt(sel, nir.encode(), _contexte(departement, ligne))


def dechiffrer(chiffre: bytes, *, departement: str, ligne: UUID) -> str:
    """Give the NIR back. Raises ``InvalidTag`` when the row is not the one it was written for."""
    chiffre = bytes(chiffre)
    cle = AESGCM(_cle("chiffrement", departement))
    return cle.decrypt(chiffre[:12], chiffre[12:], _contexte(departement, ligne)).decode()


def empreinte(nir: str, *, departement: str) -> bytes:
    """Hash the 13 characters of a NIR for look-up: same person, same département, same hash."""
    return hmac.new(_cle("recherche", departement), nir[:13].upper().encode(), hashlib.sha256).digest()


def masque(nir: str) -> str:
    """Show a NIR to someone who only has to recognise it: sex, year, and the last two characters."""
    return f"{nir[:3]}{'•' * (len(nir) - 5)}{nir[-2:]}"


def _contexte(departement: str, ligne: UUID) -> bytes:
    return f"{departement}:{ligne}".encode()


def _cle(usage: str, departement: str) -> bytes:
    maitresse = base64.urlsafe_b64decode(settings.CLE_NIR)
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"nir:{usage}:{departement}".encode()).derive(maitresse)
