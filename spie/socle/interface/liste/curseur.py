"""Keyset pagination: «the 50 rows after this one», by its sort keys and its id.

The order is always `(keys…, id)` in ONE direction, and **an empty value comes last, whichever the direction**
(going backwards reverses it: empty values come first). PostgreSQL reads an index only for the simplest conditions:

* no key may be empty, all in one table: a row value, `(a, b, id) > (x, y, z)`, that an index `(a, b, id)` answers;
* no key may be empty, one in another table: `a >= x and not (a = x and not (b, id) > (y, z))`;
* the first key may be NULL: two queries in turn, the filled rows then the empty ones, each of the simple shape;
  the second is asked only when the first doesn't fill the page;
* another key may be NULL: SQL compares nothing with NULL, so the condition is spelled out key by key, and the
  first key bounds what is read.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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

    def etapes(self, queryset: QuerySet, cles: tuple | None, *, avant: bool = False) -> Iterator[QuerySet]:
        """The rows that follow these keys (or precede them; all when None), as queries to be read in turn."""
        if not self.vides[0]:
            triees = self.trier(queryset, avant=avant)
            yield self._apres(triees, cles, avant) if cles else triees
            return
        vide = f"{self.champs[0]}__isnull"
        remplies = replace(self, vides=(False, *self.vides[1:])), queryset.filter(**{vide: False}), cles
        suivants = Ordre(self.champs[1:], self.descendant, self.vides[1:])
        parties = [remplies, (suivants, queryset.filter(**{vide: True}), cles and cles[1:])]
        if avant:
            parties.reverse()
        if cles and (cles[0] is None) is not avant:
            parties = parties[1:]
        for rang, (ordre, lignes, depart) in enumerate(parties):
            yield from ordre.etapes(lignes, depart if rang == 0 else None, avant=avant)

    def trier(self, queryset: QuerySet, *, avant: bool = False) -> QuerySet:
        """In the order shown, or in the reverse one to read what precedes."""
        return queryset.order_by(*(self._cle(i, avant) for i in range(len(self.champs))))

    def _cle(self, i: int, avant: bool):
        vides = {("nulls_first" if avant else "nulls_last"): True} if self.vides[i] else {}
        champ = F(self.champs[i])
        return champ.desc(**vides) if self.descendant is not avant else champ.asc(**vides)

    def _apres(self, queryset: QuerySet, cles: tuple, avant: bool) -> QuerySet:
        """Only the rows that follow these keys (or precede them); the first key is never empty here."""
        plus_bas = self.descendant is not avant
        signe = "<" if plus_bas else ">"
        if not any(self.vides) and "__" not in "".join(self.champs):
            return queryset.filter(LigneApres(self.champs, cles, signe))
        # The first key bounds what is read; the others only part the rows that are equal on it. Said so, and not as
        # a comparison of rows of two tables, it reads an index and the planner knows how many rows are left.
        bornees = queryset.filter(**{f"{self.champs[0]}__{'lte' if plus_bas else 'gte'}": cles[0]})
        if any(self.vides):
            return bornees.filter(self._suite(cles, "lt" if plus_bas else "gt", avant))
        suite = LigneApres(self.champs[1:], cles[1:], signe)
        return bornees.exclude(Q(**{self.champs[0]: cles[0]}) & ~Q(suite))

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
