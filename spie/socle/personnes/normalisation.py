"""Names and numbers as they are compared, never as they are shown."""

import re
import unicodedata

# Letters that no accent is taken from: they would be lost.
_LETTRES = str.maketrans(
    {"Œ": "OE", "Æ": "AE", "œ": "oe", "æ": "ae", "ß": "ss", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l"}
    | {"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "ı": "i", "Ħ": "H", "ħ": "h"}
)


def norme(texte: str) -> str:
    """Uppercase, without accents, hyphens or apostrophes: « Lefèvre-D'Or » → ``LEFEVRE D OR``."""
    plat = unicodedata.normalize("NFKD", texte.translate(_LETTRES))
    return " ".join(re.sub(r"[^A-Z0-9]+", " ", plat.upper().encode("ascii", "ignore").decode()).split())
