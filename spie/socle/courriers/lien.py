"""The short link that a letter carries in its square to photograph: it says nothing of the person."""

import base64
from uuid import UUID

from django.conf import settings


def adresse_publique(hote: str, chemin: str) -> str:
    """Give the whole address of a page of this département, as a telephone opens it from paper."""
    return settings.ADRESSE_PUBLIQUE.format(hote=hote) + chemin


def code_de(identifiant: UUID) -> str:
    """Write an identifier in 26 capital letters and figures, which a QR code packs tightly."""
    return base64.b32encode(identifiant.bytes).decode().rstrip("=")


def identifiant_de(code: str) -> UUID | None:
    """Read a code back; None when it is not one."""
    try:
        octets = base64.b32decode(code + "=" * (-len(code) % 8))
    except ValueError:
        return None
    return UUID(bytes=octets) if len(octets) == 16 else None
