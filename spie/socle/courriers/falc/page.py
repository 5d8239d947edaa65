"""The easy page as the eye receives it: plain values, measured on the page that is printed."""

from dataclasses import dataclass

Couleur = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ligne:
    """A run of text of one look. ``taille`` in points; colours from 0 to 1."""

    texte: str
    balise: str = "p"
    taille: float = 14
    police: str = "Andika"
    italique: bool = False
    souligne: bool = False
    capitales: bool = False
    coupe_les_mots: bool = False
    alignement: str = "left"
    interligne: float = 1.3
    en_colonnes: bool = False
    encre: Couleur = (0, 0, 0)
    fond: Couleur = (1, 1, 1)


@dataclass(frozen=True, slots=True)
class Image:
    adresse: str
    texte: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """``pages``: sheets that the easy part fills. ``pied``: what is written at the foot of each.

    ``officiel``: the official text follows the easy part.
    """

    lignes: tuple[Ligne, ...]
    images: tuple[Image, ...]
    pied: str
    pages: int
    tableaux: int
    officiel: bool

    @property
    def texte(self) -> str:
        return " ".join(ligne.texte for ligne in self.lignes)

    def titres(self, balise: str) -> tuple[str, ...]:
        return tuple(ligne.texte.strip() for ligne in self.lignes if ligne.balise == balise)


def luminance(couleur: Couleur) -> float:
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in couleur]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def contraste(encre: Couleur, fond: Couleur) -> float:
    """WCAG's ratio, from 1 to 21."""
    claire, sombre = sorted((luminance(encre), luminance(fond)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)
