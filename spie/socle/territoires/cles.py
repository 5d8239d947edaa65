"""Identifiers are made by the application: they can be known before the row is written, on any node."""

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """Make a time-ordered identifier (RFC 9562, version 7): new rows land side by side in the index."""
    millisecondes = time.time_ns() // 1_000_000
    valeur = (millisecondes & (1 << 48) - 1) << 80 | secrets.randbits(80)
    valeur = valeur & ~(0xF << 76) | 0x7 << 76  # version
    valeur = valeur & ~(0x3 << 62) | 0x2 << 62  # variant
    return uuid.UUID(int=valeur)
