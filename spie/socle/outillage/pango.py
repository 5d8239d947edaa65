"""Letters need Pango and HarfBuzz, libraries of the system that no wheel brings: say so before the first letter."""

import ctypes
import ctypes.util
import sys

BIBLIOTHEQUES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PAQUETS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MESSAGE = f"Pango est absent : les courriers ne peuvent pas être mis en page. Sous Debian : apt-get install {PAQUETS}"


def _chargeable(nom: str) -> bool:
    """Load the library for good: a name in a cache proves nothing."""
    try:
        ctypes.CDLL(ctypes.util.find_library(nom) or f"lib{nom}.so.0")
    except OSError:
        return False
    return True


def verifier_pango() -> None:
    """Stop the program with one clear line when one is missing."""
    if not all(map(_chargeable, BIBLIOTHEQUES)):
        sys.exit(MESSAGE)


if __name__ == "__main__":
    verifier_pango()
