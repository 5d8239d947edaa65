"""Cut a text in sentences and words, and measure them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

# What stands for a name while the rules read.
NOM = "Nompropre"
MOT = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿœŒæÆ]+(?:[-'][A-Za-zÀ-ÖØ-öø-ÿœŒ]+)*")
ELISION = re.compile(r"^(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu)'(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """``mots``: without elided articles, numbers included. ``texte`` has straight quotes and plain spaces."""

    numero: int
    texte: str
    mots: tuple[str, ...]
    longueur: int

    @property
    def extrait(self) -> str:
        return self.texte if len(self.texte) <= 80 else f"{self.texte[:79]}…"


def normaliser(texte: str) -> str:
    for avant, apres in (("’", "'"), ("\N{NO-BREAK SPACE}", " "), ("\N{NARROW NO-BREAK SPACE}", " ")):
        texte = texte.replace(avant, apres)
    return texte


def masquer(texte: str, noms: tuple[str, ...]) -> str:
    """Put one neutral word in the place of each name: the letter is judged, not the people."""
    for nom in sorted(filter(None, map(normaliser, noms)), key=len, reverse=True):
        texte = re.sub(re.escape(nom), NOM, texte, flags=re.IGNORECASE)
    return texte


def decouper(texte: str) -> tuple[Phrase, ...]:
    protege = re.sub(r"\b(etc|cf|art|tél|réf|p\. ?ex|M|av|bd|[LRD])\.(?=[ \d])", "\\1\N{ONE DOT LEADER}", texte)
    morceaux = (m for ligne in protege.splitlines() for m in re.split(r"(?<=[.!?:])\s+", ligne))
    propres = (m.replace("\N{ONE DOT LEADER}", ".").strip(" •\t") for m in morceaux)
    gardes = [m for m in propres if MOT.search(m) and m != NOM]
    return tuple(_phrase(rang, m) for rang, m in enumerate(gardes, 1))


def _phrase(numero: int, texte: str) -> Phrase:
    mots = tuple(_sans_elision(m) for m in MOT.findall(texte))
    return Phrase(numero, texte, mots, len(mots) + len(re.findall(r"\b\d[\d ]*", texte)))


def _sans_elision(mot: str) -> str:
    trouve = ELISION.match(mot)
    return trouve[2] if trouve else mot


@lru_cache(50_000)
def syllabes(mot: str) -> int:
    mot = mot.lower()
    compte = len(re.findall(r"[aeiouyàâäéèêëîïôöùûüœæ]+", mot))
    if compte > 1 and re.search(r"[^aeiouyéèêàîôû](e|es|ent)$", mot):
        compte -= 1
    return max(1, compte)


@lru_cache(50_000)
def frequence(mot: str) -> float:
    """Zipf frequency: 3.4 is once in 400 000 words. The first call loads the small French list."""
    mot = mot.lower()
    formes = {mot, mot.removesuffix("s"), mot.removesuffix("e"), mot.removesuffix("es")}
    trouvee = max(zipf_frequency(forme, "fr", wordlist="small") for forme in formes)
    if not trouvee and "-" in mot:
        return min(frequence(partie) for partie in mot.split("-") if partie)
    return trouvee
