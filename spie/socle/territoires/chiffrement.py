"""Seal a value into its row: copied to another row or another département, it no longer opens."""

import base64
import secrets
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sceller(clair: bytes, *, usage: str, departement: str, ligne: UUID) -> bytes:
    """Encrypt for one row (AES-GCM; the département and the row are associated data)."""
    sel = secrets.token_bytes(12)
    return sel + AESGCM(cle(usage, departement)).encrypt(sel, clair, _contexte(departement, ligne))


def ouvrir(scelle: bytes | memoryview, *, usage: str, departement: str, ligne: UUID) -> bytes:
    """Give the value back. Raises ``InvalidTag`` when the row is not the one it was sealed for."""
    scelle = bytes(scelle)
    return AESGCM(cle(usage, departement)).decrypt(scelle[:12], scelle[12:], _contexte(departement, ligne))


@cache
def cle(usage: str, departement: str) -> bytes:
    """Derive the key of one usage in one département from the master key of the installation."""
    maitresse = base64.urlsafe_b64decode(settings.CLE_NIR)
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"{usage}:{departement}".encode()).derive(maitresse)


def _contexte(departement: str, ligne: UUID) -> bytes:
    return f"{departement}:{ligne}".encode()
