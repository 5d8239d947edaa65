"""What was received, what it is worth, or why it is worth nothing."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

# What people write in a cell to say that there is nothing.
_RIEN = frozenset(
    {
        *("", "?", "-", "--", ".", "/", "x", "xx", "xxx", "na", "n/a", "nc", "nr", "nil", "none", "null", "neant"),
        *("non", "rien", "sans", "vide", "aucun", "aucune", "inconnu", "inconnue", "non connu", "non communique"),
        *("non renseigne", "liste rouge", "pas de mail", "pas de telephone", "sans objet", "sans telephone"),
    }
)
_INVISIBLES = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_ABIME = re.compile(r"\d[.,]?\d*E\+?\d+", re.I)

ABIME_PAR_TABLEUR = "un tableur l'a abîmé (« E+ ») : reprenez-le dans le document d'origine."


@dataclass(frozen=True)
class Lecture(Generic[T]):
    """``valeur`` is None when there is nothing to read, or when ``raison`` says why it cannot be read.

    ``recu`` stays out of the representation: it may be a NIR, and representations end in logs.
    """

    recu: str = field(repr=False)
    valeur: T | None = None
    raison: str = ""
    avertissements: tuple[str, ...] = ()

    @property
    def vide(self) -> bool:
        """Nothing was received: neither good nor bad."""
        return self.valeur is None and not self.raison


def texte_de(recu: object) -> str:
    """The text of a cell, whatever its type: 639981001.0 → « 639981001 », no-break spaces → spaces."""
    if recu is None or isinstance(recu, bool):
        return ""
    if isinstance(recu, float) and recu.is_integer():
        recu = int(recu)
    plat = unicodedata.normalize("NFKC", _INVISIBLES.sub("", str(recu)))
    return " ".join(plat.split())


def nombre_de(recu: object) -> str:
    """The text of a cell that holds a number or an address: « '0612 » → « 0612 », « néant » → empty."""
    texte = texte_de(recu).lstrip("'`").strip()
    texte = re.sub(r"^(\d+)[.,]0$", r"\1", texte)
    plat = unicodedata.normalize("NFKD", texte.lower()).encode("ascii", "ignore").decode()
    return "" if plat in _RIEN else texte


def est_abime(texte: str) -> bool:
    """A long number that a spreadsheet turned into « 2,9004E+14 »: its last digits are lost."""
    return bool(_ABIME.fullmatch(texte.replace(" ", "")))
