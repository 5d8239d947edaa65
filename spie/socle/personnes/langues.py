"""The languages by their code, as the file of reference says them: French first, then by name."""

from spie.socle.personnes.normalisation import norme
from spie.socle.personnes.referentiel import lignes

DABORD = ("fra", "fsl")
_NOMS = {ligne["code"]: ligne["nom"] for ligne in lignes("langues.csv")}
LANGUES: dict[str, str] = {
    code: _NOMS[code] for code in sorted(_NOMS, key=lambda c: (c not in DABORD, norme(_NOMS[c])))
}


def en_clair(codes: list[str]) -> list[str]:
    """The names of these languages; an unknown code is shown as it is."""
    return [LANGUES.get(code, code) for code in codes]
