"""A table of cells, whatever file it comes from. What can't be read is said in one sentence, and nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spie.socle.imports.lecture import feuille, texte
from spie.socle.imports.lecture.refus import FichierIllisible
from spie.socle.personnes.identite import nir
from spie.socle.personnes.identite.lecture import texte_de

__all__ = ["FichierIllisible", "Tableau", "ouvrir"]

TAILLE_MAX, LIGNES_MAX, COLONNES_MAX = 50_000_000, 200_000, 200
APERCU_MAX = 60
_PDF, _ZIP, _XLS, _XML = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml"


@dataclass(frozen=True)
class Tableau:
    """``entetes``: as written in the file. ``lignes``: (number of the line as a spreadsheet shows it, cells)."""

    entetes: tuple[str, ...]
    lignes: list[tuple[int, tuple[object, ...]]]
    feuille: str = ""

    def __iter__(self) -> Iterator[tuple[int, tuple[object, ...]]]:
        return iter(self.lignes)

    def apercu(self, combien: int) -> dict[str, list[str]]:
        """For each header, its first different values, as they will be read."""
        vues: dict[str, dict[str, None]] = {entete: {} for entete in self.entetes if entete}
        for _, cellules in self.lignes:
            for entete, cellule in zip(self.entetes, cellules, strict=False):
                if entete and len(vues[entete]) < combien and _plein(cellule):
                    vues[entete][_montrer(cellule)] = None
        return {entete: list(valeurs) for entete, valeurs in vues.items()}


def ouvrir(chemin: Path) -> Tableau:
    """Read a whole file: its content tells its kind, its name does not. Raises ``FichierIllisible``."""
    verifier_taille(chemin.stat().st_size)
    return _verifier(*_lire(chemin))


def verifier_taille(taille: int) -> None:
    """Before anything is written or opened. Raises ``FichierIllisible``."""
    if not taille:
        raise FichierIllisible("Ce fichier est vide : choisissez une liste qui contient des personnes.")
    if taille > TAILLE_MAX:
        raise FichierIllisible(
            f"Ce fichier est trop gros ({taille // 1_000_000} Mo, {TAILLE_MAX // 1_000_000} Mo au plus). "
            "Coupez-le en plusieurs fichiers."
        )


def _lire(chemin: Path) -> tuple[list[tuple[int, tuple[object, ...]]], str]:
    with chemin.open("rb") as fichier:
        debut = fichier.read(512)
    if debut.startswith(_PDF):
        raise FichierIllisible("C'est un document PDF : enregistrez la liste en CSV ou en XLSX, puis recommencez.")
    if debut.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_XML):
        raise FichierIllisible("C'est un fichier XML : un flux de la CAF se dépose sur la page « Flux CAF et MSA ».")
    if debut.startswith((_ZIP, _XLS)):
        return feuille.lire(chemin)
    return texte.lire(chemin), ""


def _verifier(lignes: list[tuple[int, tuple[object, ...]]], nom_feuille: str) -> Tableau:
    remplies = [(numero, cellules) for numero, cellules in lignes if any(_plein(c) for c in cellules)]
    if not remplies:
        raise FichierIllisible("Ce fichier ne contient aucune ligne remplie.")
    (_, titres), corps = remplies[0], remplies[1:]
    entetes = tuple(str(titre).strip() if _plein(titre) else "" for titre in titres)
    if not corps:
        raise FichierIllisible("Ce fichier ne contient que des titres de colonnes : il n'y a personne à importer.")
    if len(corps) > LIGNES_MAX:
        raise FichierIllisible(f"Ce fichier a {len(corps)} lignes, {LIGNES_MAX} au plus : coupez-le en plusieurs.")
    _verifier_titres(entetes)
    for numero, cellules in corps:
        _verifier_ligne(numero, cellules, entetes)
    return Tableau(entetes, corps, nom_feuille)


def _verifier_titres(entetes: tuple[str, ...]) -> None:
    if len(entetes) > COLONNES_MAX:
        raise FichierIllisible(f"Ce fichier a {len(entetes)} colonnes, {COLONNES_MAX} au plus.")
    vus: dict[str, str] = {}
    for titre in filter(None, entetes):
        if titre.casefold() in vus:
            raise FichierIllisible(f"La colonne « {titre[:60]} » apparaît deux fois : enlevez l'une des deux.")
        vus[titre.casefold()] = titre


def _verifier_ligne(numero: int, cellules: tuple[object, ...], entetes: tuple[str, ...]) -> None:
    if any(_plein(cellule) for cellule in cellules[len(entetes) :]):
        raise FichierIllisible(
            f"La ligne {numero} a plus de cases que de titres de colonnes : le séparateur est peut-être dans un texte."
        )
    for titre, cellule in zip(entetes, cellules, strict=False):
        if isinstance(cellule, str) and cellule.lstrip().startswith("="):
            raise FichierIllisible(
                f"La case « {titre[:60]} » de la ligne {numero} contient une formule : collez les valeurs seules."
            )
        if isinstance(cellule, str) and "\x00" in cellule:
            raise FichierIllisible(f"La ligne {numero} contient des caractères nuls : le fichier est abîmé.")


def _montrer(cellule: object) -> str:
    """A number of social security is known by its first digits."""
    if numero := nir.lire(cellule).valeur:
        return numero.masque
    texte = f"{cellule:%d/%m/%Y}" if isinstance(cellule, date) else texte_de(cellule)
    return texte[:APERCU_MAX]


def _plein(cellule: object) -> bool:
    return cellule is not None and str(cellule).strip() != ""
