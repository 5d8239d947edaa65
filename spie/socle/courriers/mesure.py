"""Measure the easy page as it is printed: the size, the ink and the ground of each run of text, the pictures."""

from collections.abc import Iterator
from typing import Any

from spie.socle.courriers.courrier import Courrier, html
from spie.socle.courriers.falc.page import Couleur, Image, Ligne, Page
from spie.socle.courriers.rendu import composer

BLANC: Couleur = (1, 1, 1)
POINTS_PAR_PIXEL = 0.75


def mesurer(courrier: Courrier) -> Page:
    """Give the easy page of a letter, ready for the rules of the page."""
    return mesurer_page(html(courrier))


def mesurer_page(page: str) -> Page:
    """The same, from the HTML of the letter: its easy part is the element whose id is « facile »."""
    feuilles = [feuille._page_box for feuille in composer(page).pages]
    faciles = [boite for feuille in feuilles if (boite := _trouver(feuille, "facile"))]
    officielles = [rang for rang, feuille in enumerate(feuilles) if _trouver(feuille, "officiel")]
    return Page(
        lignes=tuple(ligne for boite in faciles for ligne in _lignes(boite)),
        images=tuple(image for boite in faciles for image in _images(boite)),
        pied=" ".join(_pied(feuilles[0])),
        pages=len(faciles),
        tableaux=sum(1 for boite in faciles for b in boite.descendants() if b.element_tag == "table"),
        officiel=bool(officielles) and officielles[0] >= len(faciles) - 1,
    )


def _trouver(feuille: Any, identifiant: str) -> Any:
    for boite in feuille.descendants():
        if boite.element is not None and boite.element.get("id") == identifiant:
            return boite
    return None


def _muette(boite: Any) -> bool:
    return boite.element is not None and boite.element.get("data-texte") == "non"


def _lignes(boite: Any, *, fond: Couleur = BLANC, colonnes: bool = False) -> Iterator[Ligne]:
    fond = _couleur(boite.style["background_color"]) or fond
    colonnes = colonnes or boite.style["column_count"] != "auto" or boite.style["column_width"] != "auto"
    for enfant in getattr(boite, "children", ()):
        if _muette(enfant):
            continue
        if texte := getattr(enfant, "text", ""):
            yield _ligne(enfant, texte, fond=fond, colonnes=colonnes)
        else:
            yield from _lignes(enfant, fond=fond, colonnes=colonnes)


def _ligne(boite: Any, texte: str, *, fond: Couleur, colonnes: bool) -> Ligne:
    style = boite.style
    return Ligne(
        texte=texte,
        balise=boite.element_tag,
        taille=style["font_size"] * POINTS_PAR_PIXEL,
        police=style["font_family"][0],
        italique=style["font_style"] != "normal",
        souligne=style["text_decoration_line"] != "none",
        capitales=style["text_transform"] == "uppercase",
        coupe_les_mots=style["hyphens"] == "auto",
        alignement=style["text_align_all"],
        interligne=_interligne(style),
        en_colonnes=colonnes,
        encre=_couleur(style["color"]) or (0, 0, 0),
        fond=fond,
    )


def _interligne(style: Any) -> float:
    hauteur = style["line_height"]
    if hauteur == "normal":
        return 1.2
    return hauteur if isinstance(hauteur, (int, float)) else hauteur.value / style["font_size"]


def _couleur(couleur: Any) -> Couleur | None:
    """None when it lets what is under it be seen."""
    if not couleur.alpha:
        return None
    rouge, vert, bleu = couleur.to("srgb").coordinates
    return rouge, vert, bleu


def _images(boite: Any) -> Iterator[Image]:
    for enfant in getattr(boite, "children", ()):
        if _muette(enfant):
            continue
        if enfant.element_tag == "img":
            yield Image(enfant.element.get("src", ""), enfant.element.get("alt", ""))
        yield from _images(enfant)


def _pied(feuille: Any) -> Iterator[str]:
    for marge in feuille.children:
        if type(marge).__name__ == "MarginBox":
            yield from (boite.text for boite in marge.descendants() if hasattr(boite, "text"))
