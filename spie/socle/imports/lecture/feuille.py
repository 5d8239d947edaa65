"""A spreadsheet: XLSX, ODS or the old XLS. It is a zip that may lie about its size: looked at before it is opened."""

import zipfile
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from spie.socle.imports.lecture.refus import FichierIllisible

DEPLIE_MAX, RAPPORT_MAX, PIECES_MAX = 400_000_000, 200, 2_000
_FORMULE = (b"<f>", b"<f ")


def lire(chemin: Path) -> tuple[list[tuple[int, tuple[object, ...]]], str]:
    """Give the lines of the fullest sheet, and its name. Raises ``FichierIllisible``."""
    if zipfile.is_zipfile(chemin):
        _verifier_archive(chemin)
    try:
        classeur = CalamineWorkbook.from_path(str(chemin))
        feuilles = [(nom, classeur.get_sheet_by_name(nom)) for nom in classeur.sheet_names]
        if not feuilles:
            raise FichierIllisible("Ce classeur ne contient aucune feuille.")
        nom, choisie = max(feuilles, key=lambda f: f[1].total_height * f[1].total_width)
        debut = (choisie.start or (0, 0))[0]
        lignes = list(choisie.to_python(skip_empty_area=True))
    except (CalamineError, OSError, ValueError) as erreur:
        raise FichierIllisible("Ce classeur ne s'ouvre pas : il est abîmé ou protégé par un mot de passe.") from erreur
    return [(debut + rang + 1, tuple(map(_cellule, ligne))) for rang, ligne in enumerate(lignes)], nom


def _verifier_archive(chemin: Path) -> None:
    with zipfile.ZipFile(chemin) as archive:
        pieces = archive.infolist()
        deplie = sum(piece.file_size for piece in pieces)
        serre = sum(piece.compress_size for piece in pieces) or 1
        if len(pieces) > PIECES_MAX or deplie > DEPLIE_MAX or deplie > RAPPORT_MAX * serre:
            raise FichierIllisible("Ce classeur est anormalement comprimé : il n'a pas été ouvert.")
        feuilles = [piece for piece in pieces if piece.filename.startswith("xl/worksheets/")]
        if any(_a_une_formule(archive, piece) for piece in feuilles):
            raise FichierIllisible("Ce classeur contient des formules : collez les valeurs seules, puis recommencez.")


def _a_une_formule(archive: zipfile.ZipFile, piece: zipfile.ZipInfo) -> bool:
    """By pieces that overlap by a few bytes, so that a mark cut in two is seen."""
    reste = b""
    with archive.open(piece) as flux:
        while morceau := flux.read(1 << 20):
            if any(marque in reste + morceau for marque in _FORMULE):
                return True
            reste = morceau[-3:]
    return False


def _cellule(valeur: object) -> object:
    """Dates as dates, whole numbers without « .0 », nothing as an empty text."""
    if isinstance(valeur, datetime) and valeur.time().replace(microsecond=0) == datetime.min.time():
        return valeur.date()
    if isinstance(valeur, float) and valeur.is_integer() and abs(valeur) < 1e15:
        return int(valeur)
    return valeur if isinstance(valeur, str | int | float | date | datetime) else str(valeur)
