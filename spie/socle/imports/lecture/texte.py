"""A CSV as départements make them: UTF-8 or windows-1252, commas, semicolons or tabs, quotes or not."""

import csv
import io
from pathlib import Path

from spie.socle.imports.lecture.refus import FichierIllisible

SEPARATEURS = (";", "\t", ",", "|")
CASE_MAX = 10_000


def lire(chemin: Path) -> list[tuple[int, tuple[object, ...]]]:
    """Give the lines with their number in the file. Raises ``FichierIllisible``."""
    contenu = _decoder(chemin.read_bytes())
    csv.field_size_limit(CASE_MAX)
    lecteur = csv.reader(io.StringIO(contenu, newline=""), delimiter=_separateur(contenu), strict=False)
    lignes: list[tuple[int, tuple[object, ...]]] = []
    try:
        for cellules in lecteur:
            lignes.append((lecteur.line_num, tuple(cellules)))
    except csv.Error as erreur:
        raise FichierIllisible(
            f"Le fichier ne se lit plus après la ligne {lecteur.line_num} : un guillemet n'est pas refermé, "
            "ou une case est beaucoup trop longue."
        ) from erreur
    return lignes


def _decoder(octets: bytes) -> str:
    if b"\x00" in octets[:4096] and not octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FichierIllisible("Ce fichier contient des caractères nuls : ce n'est pas une liste, ou il est abîmé.")
    for encodage in ("utf-16",) if octets.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return octets.decode(encodage)
        except UnicodeDecodeError:
            continue
    raise FichierIllisible("Les caractères de ce fichier ne se lisent pas : enregistrez-le en « CSV UTF-8 ».")


def _separateur(contenu: str) -> str:
    """The one that cuts the first line in the most pieces; quoted text does not count."""
    premiere = next((ligne for ligne in contenu.splitlines() if ligne.strip()), "")
    hors_guillemets = "".join(premiere.split('"')[::2])
    return max(SEPARATEURS, key=hors_guillemets.count)
