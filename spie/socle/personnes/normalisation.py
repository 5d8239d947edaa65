"""Names and numbers as they are compared, never as they are shown."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"Œ": "OE", "Æ": "AE", "œ": "oe", "æ": "ae", "ß": "ss", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l"}
)


def norme(texte: str) -> str:
    """Uppercase, without accents, hyphens or apostrophes: « Lefèvre-D'Or » → ``LEFEVRE D OR``."""
    plat = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    return " ".join(re.sub(r"[^A-Z0-9]+", " ", plat.upper().encode("ascii", "ignore").decode()).split())
