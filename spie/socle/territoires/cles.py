"""Identifiers are made by the application: they can be known before the row is written, on any node."""

import secrets
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.expressions import RawSQL


def _au_fil_du_temps() -> uuid.UUID:
    millisecondes = time.time_ns() // 1_000_000
    valeur = (millisecondes & (1 << 48) - 1) << 80 | secrets.randbits(80)
    valeur = valeur & ~(0xF << 76) | 0x7 << 76  # version
    valeur = valeur & ~(0x3 << 62) | 0x2 << 62  # variant
    return uuid.UUID(int=valeur)


_source: ContextVar[Callable[[], uuid.UUID]] = ContextVar("source", default=_au_fil_du_temps)


def uuid7() -> uuid.UUID:
    """Make a time-ordered identifier (RFC 9562, version 7): new rows land side by side in the index."""
    return _source.get()()


def parmi(cles: Iterable[uuid.UUID]) -> RawSQL:
    """A set of keys as one value: ``filter(pk__in=parmi(ids))``. Written one by one, thousands of them cost more to
    write and to read than to look for.
    """
    return RawSQL("SELECT unnest(%s::uuid[])", [list(cles)])


@contextmanager
def donnees_par(source: Callable[[], uuid.UUID]) -> Iterator[None]:
    """Take the identifiers from ``source``: the invented people are the same to the last key at each run."""
    jeton = _source.set(source)
    try:
        yield
    finally:
        _source.reset(jeton)
