"""How many SMS a text costs, and the words that cost the fewest. Pure functions (3GPP TS 23.038 and 23.040).

Seven bits a sign: 160 alone, then 153 each; one sign outside of it and the whole message takes two bytes a sign:
70 alone, then 67 each. A part never splits an escape pair (« € » is two signs) nor a surrogate pair.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLES = frozenset("\f^{}\\[~]|€")
# What Unicode does not decompose by itself.
SUBSTITUTS = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "°": "o",
    "œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " ", "\u2011": "-",
}  # fmt: skip


@dataclass(frozen=True)
class Decoupe:
    codage: str
    unites: int
    segments: int


def decouper(texte: str) -> Decoupe:
    """Count as the operators do."""
    if set(texte) <= GSM | DOUBLES:
        tailles = [2 if signe in DOUBLES else 1 for signe in texte]
        return Decoupe("GSM7", sum(tailles), _parts(tailles, seul=160, suite=153))
    tailles = [2 if ord(signe) > 0xFFFF else 1 for signe in texte]
    return Decoupe("UCS2", sum(tailles), _parts(tailles, seul=70, suite=67))


def segments(texte: str) -> int:
    return decouper(texte).segments


def ajuster(texte: str) -> str:
    """Keep every accent when that costs nothing; otherwise write the signs outside of the alphabet without theirs."""
    simple = "".join(signe if signe in GSM | DOUBLES else _simple(signe) for signe in texte)
    return simple if segments(simple) < segments(texte) else texte


def _simple(signe: str) -> str:
    if signe in SUBSTITUTS:
        return SUBSTITUTS[signe]
    decompose = "".join(c for c in unicodedata.normalize("NFKD", signe) if not unicodedata.combining(c))
    return decompose if decompose and set(decompose) <= GSM else signe


def _parts(tailles: Iterable[int], *, seul: int, suite: int) -> int:
    tailles = list(tailles)
    if sum(tailles) <= seul:
        return 1
    parts, reste = 1, suite
    for taille in tailles:
        if taille > reste:
            parts, reste = parts + 1, suite
        reste -= taille
    return parts
