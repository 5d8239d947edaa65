"""Keyset pagination: «the 50 rows after this one», by its sort keys and its id.

The order is always `(keys…, id)` in ONE direction, hence two shapes of condition:

* no key may be empty: a row value, `(a, b, id) > (x, y, z)`, that an index `(a, b, id)` answers directly;
* a key may be NULL: SQL compares nothing with NULL, so the condition is spelled out key by key. The null rule:
  **an empty value comes last, whichever the direction**. «After x» is then «greater, or empty»; «after empty»
  only looks at the next keys. Going backwards reverses it: empty values come first.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

LIRE: dict[str, Callable[[str], Any]] = {
    "n": lambda texte: None,
    "b": lambda texte: texte == "True",
    "i": int,
    "m": Decimal,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "u": UUID,
    "s": str,
}
# In this order: a bool is an int, a datetime is a date.
GENRES = (
    (type(None), "n"),
    (bool, "b"),
    (int, "i"),
    (Decimal, "m"),
    (datetime, "t"),
    (date, "d"),
    (UUID, "u"),
    (str, "s"),
)


@dataclass(frozen=True)
class Curseur:
    """A place in a sorted list: the keys of a row, and whether one wants what follows or what precedes."""

    tri: str
    cles: tuple
    avant: bool = False

    def ecrire(self) -> str:
        """Encrypted, not only signed: sort keys are names, and addresses end in logs."""
        clair = json.dumps([self.tri, self.avant, [coder(cle) for cle in self.cles]], separators=(",", ":"))
        return chiffre().encrypt(clair.encode()).decode().rstrip("=")

    @classmethod
    def lire(cls, jeton: str, *, tri: str) -> "Curseur | None":
        """Give the place, or None when the token is not ours or is for another order."""
        try:
            clair = chiffre().decrypt((jeton + "=" * (-len(jeton) % 4)).encode())
        except InvalidToken:
            return None
        du_tri, avant, cles = json.loads(clair)
        return cls(tri, tuple(LIRE[genre](texte) for genre, texte in cles), avant) if du_tri == tri else None


def chiffre() -> Fernet:
    cle = hashlib.sha256(b"spie.liste.curseur" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(cle))


def coder(valeur) -> tuple[str, str]:
    genre = next((lettre for type_, lettre in GENRES if isinstance(valeur, type_)), None)
    if genre is None:
        raise TypeError(f"On ne trie pas une liste sur {type(valeur).__name__}.")
    return genre, valeur.isoformat() if genre in "td" else str(valeur)


class LigneApres(Func):
    """`(a, b, id) > (x, y, z)`: PostgreSQL reads an index for it."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, champs, cles, operateur):
        super().__init__(*(F(champ) for champ in champs), *(Value(cle) for cle in cles))
        self.operateur, self.moitie = operateur, len(champs)

    def as_sql(self, compiler, connection, **kwargs):
        paires = [compiler.compile(expression) for expression in self.source_expressions]
        gauche, droite = (", ".join(sql for sql, _ in p) for p in (paires[: self.moitie], paires[self.moitie :]))
        return f"({gauche}) {self.operateur} ({droite})", [valeur for _, valeurs in paires for valeur in valeurs]


@dataclass(frozen=True)
class Ordre:
    """The order of a list: fields, direction, and which of them may be empty."""

    champs: tuple[str, ...]
    descendant: bool
    vides: tuple[bool, ...]

    def trier(self, queryset: QuerySet, *, avant: bool = False) -> QuerySet:
        """In the order shown, or in the reverse one to read what precedes."""
        return queryset.order_by(*(self._cle(i, avant) for i in range(len(self.champs))))

    def _cle(self, i: int, avant: bool):
        vides = {("nulls_first" if avant else "nulls_last"): True} if self.vides[i] else {}
        champ = F(self.champs[i])
        return champ.desc(**vides) if self.descendant is not avant else champ.asc(**vides)

    def apres(self, queryset: QuerySet, cles: tuple, *, avant: bool = False) -> QuerySet:
        """Only the rows that follow these keys (or precede them)."""
        plus_bas = self.descendant is not avant
        if not any(self.vides):
            return queryset.filter(LigneApres(self.champs, cles, "<" if plus_bas else ">"))
        return queryset.filter(self._suite(cles, "lt" if plus_bas else "gt", avant))

    def _suite(self, cles: tuple, sens: str, avant: bool) -> Q:
        """Key by key, from the last: strictly beyond on this key, or equal on it and beyond on the next ones."""
        condition = Q(pk__in=[])
        for champ, cle, vide in reversed(list(zip(self.champs, cles, self.vides, strict=True))):
            condition = au_dela(champ, cle, sens, vide, avant) | (egal(champ, cle) & condition)
        return condition


def au_dela(champ: str, cle, sens: str, vide: bool, avant: bool) -> Q:
    if cle is None:
        # Nothing comes after the empty ones; everything filled comes before them.
        return Q(**{f"{champ}__isnull": False}) if avant else Q(pk__in=[])
    plus_loin = Q(**{f"{champ}__{sens}": cle})
    return plus_loin | Q(**{f"{champ}__isnull": True}) if vide and not avant else plus_loin


def egal(champ: str, cle) -> Q:
    return Q(**{f"{champ}__isnull": True}) if cle is None else Q(**{champ: cle})
