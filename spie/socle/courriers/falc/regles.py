"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from spie.socle.courriers.falc.phrases import Phrase


class Niveau(StrEnum):
    ERREUR = "erreur"
    ALERTE = "alerte"


@dataclass(frozen=True, slots=True)
class Constat:
    """``phrase`` is 0 when the finding is about the whole text."""

    regle: str
    niveau: Niveau
    phrase: int
    extrait: str
    conseil: str
    poids: float


# A rule of the sentence gives « (what was found, what to do) » as many times as it finds something.
Trouvailles = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Regle:
    """One line of the table. ``poids``: points lost per hundred words, each time it is broken."""

    code: str
    libelle: str
    niveau: Niveau
    poids: float
    cherche: Callable[[Phrase], Trouvailles]

    def constats(self, phrase: Phrase) -> Iterator[Constat]:
        for trouve, conseil in self.cherche(phrase):
            yield Constat(self.code, self.niveau, phrase.numero, trouve or phrase.extrait, conseil, self.poids)
