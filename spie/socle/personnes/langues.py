"""The languages by their code, as the file of reference says them: French first, then by name."""

from spie.socle.personnes.referentiel import lignes

LANGUES: dict[str, str] = {ligne["code"]: ligne["nom"] for ligne in lignes("langues.csv")}


def en_clair(codes: list[str]) -> list[str]:
    """The names of these languages; an unknown code is shown as it is."""
    return [LANGUES.get(code, code) for code in codes]
