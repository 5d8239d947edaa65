"""What a value of the flow must look like, and how it becomes a value of ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Forme:
    """``lire`` turns the text into a value, or raises ``ValueError``. ``attendu`` says in French what it should be.

    ``montrable``: the faulty text may be repeated in the message; a name or a NIR may not.
    """

    attendu: str
    lire: Callable[[str], Any]
    montrable: bool = False
    absent: Any = ""


@lru_cache(maxsize=4096)
def date_de(texte: str) -> date:
    """An ISO date that exists, between 1900 and 2100. Raises ``ValueError``."""
    jour = date.fromisoformat(texte[:10])
    if not 1900 <= jour.year < 2100:
        raise ValueError
    return jour


def _texte(longueur: int) -> Forme:
    def lire(texte: str) -> str:
        if len(texte) > longueur:
            raise ValueError
        return texte

    return Forme(f"{longueur} caractères au plus", lire)


def _motif(motif: str, attendu: str) -> Forme:
    reconnait = re.compile(motif).fullmatch

    def lire(texte: str) -> str:
        if not reconnait(texte):
            raise ValueError
        return texte

    return Forme(attendu, lire)


def _entier(texte: str) -> int:
    if not texte.isdigit() or len(texte) > 4:
        raise ValueError
    return int(texte)


BOOLEENS = {"1": True, "true": True, "0": False, "false": False}


def _booleen(texte: str) -> bool:
    if texte not in BOOLEENS:
        raise ValueError
    return BOOLEENS[texte]


TEXTE = {longueur: _texte(longueur) for longueur in (6, 15, 28, 30, 32, 38, 200)}
DATE = Forme("une date (AAAA-MM-JJ) qui existe", date_de, montrable=True, absent=None)
ENTIER = Forme("un nombre", _entier, montrable=True, absent=0)
BOOLEEN = Forme("0 ou 1", _booleen, montrable=True, absent=False)
NIR = _motif(r"[0-9AB]{13}(\d{2})?", "13 ou 15 caractères, chiffres et A ou B")
MATRICULE = _motif(r"(?!0+$)\d{1,15}", "un nombre de 15 chiffres au plus, pas que des zéros")
CODE = {longueur: _motif(rf"\S{{1,{longueur}}}", f"un code de {longueur} signes au plus") for longueur in (2, 3, 9, 11)}
INSEE = _motif(r"[0-9AB]{5}", "un code INSEE de commune")
POSTAL = _motif(r"\d{5}", "un code postal")
ORGANISME = _motif(r"CAF|MSA", "CAF ou MSA")
SEXE = _motif(r"[12]", "1 ou 2")
