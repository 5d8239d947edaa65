"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Niveau(StrEnum):
    ERREUR = "erreur"
    ALERTE = "alerte"


@dataclass(frozen=True, slots=True)
class Constat:
    """``phrase`` is 0 when the finding is about the whole text, or about the page."""

    regle: str
    niveau: Niveau
    phrase: int
    extrait: str
    conseil: str
    poids: float

    @property
    def lieu(self) -> str:
        return f"phrase {self.phrase}" if self.phrase else "toute la lettre"


# A rule gives « (what was found, what to do) » as many times as it finds something.
Trouvailles = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Regle:
    """One line of the table. ``poids``: points lost per hundred words, each time it is broken."""

    code: str
    libelle: str
    niveau: Niveau
    poids: float
    cherche: Callable[[Any], Trouvailles]

    def constats(self, objet: Any, *, phrase: int = 0) -> Iterator[Constat]:
        """``objet``: the sentence, whose number is ``phrase``, or the page."""
        for trouve, conseil in self.cherche(objet):
            yield Constat(self.code, self.niveau, phrase, trouve, conseil, self.poids)
