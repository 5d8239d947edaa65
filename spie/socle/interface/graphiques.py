"""Pictures of figures, as SVG: presentation attributes only, readable by a screen reader and by WeasyPrint.

Every picture has a title and a description that says all its figures; still show the table under it.
Labels and patterns carry the meaning, never the colour alone.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LARGEUR = 440
LIGNE = 34
ETIQUETTE = 160
TEXTE, FOND = "#1f2933", "#e4e9ef"
COULEURS = ("#0b3d66", "#c2571a", "#2d7a4f", "#6b4a9c", "#8a6d00")


def nombre(valeur: float) -> str:
    """A figure as French people write it: 1 241 · 12,5."""
    entier = float(valeur).is_integer()
    texte = f"{valeur:,.0f}" if entier else f"{valeur:,.1f}"
    return texte.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")


def barres(titre: str, series: Sequence[tuple[str, float]], *, unite: str = "") -> SafeString:
    """Horizontal bars, one per (label, value)."""
    maximum = max((valeur for _, valeur in series), default=0) or 1
    traits = [barre(rang, nom, valeur, maximum) for rang, (nom, valeur) in enumerate(series)]
    return dessin(titre, phrase(series, unite), LIGNE * len(series), traits)


def barre(rang: int, nom: str, valeur: float, maximum: float) -> SafeString:
    y, large = rang * LIGNE, round((LARGEUR - ETIQUETTE - 70) * valeur / maximum, 1)
    return format_html(
        "{}{}{}",
        texte(0, y + 21, nom),
        rectangle(ETIQUETTE, y + 6, large, COULEURS[0]),
        texte(ETIQUETTE + large + 8, y + 21, nombre(valeur), gras=True),
    )


def empile(titre: str, parts: Sequence[tuple[str, float]], *, unite: str = "") -> SafeString:
    """One bar cut into parts (at most five), each named under it with its figure and its share."""
    total = sum(valeur for _, valeur in parts) or 1
    traits, x = [], 0.0
    for rang, (nom, valeur) in enumerate(parts):
        large = round(LARGEUR * valeur / total, 1)
        traits.append(rectangle(x, 4, max(large - 2, 0), COULEURS[rang % len(COULEURS)]))
        traits.append(legende(rang, f"{nom} : {nombre(valeur)} ({nombre(round(100 * valeur / total))} %)"))
        x += large
    return dessin(titre, phrase(parts, unite), LIGNE + 24 * len(parts), traits)


def legende(rang: int, mots: str) -> SafeString:
    y, couleur = LIGNE + 24 * rang, COULEURS[rang % len(COULEURS)]
    carre = format_html('<rect x="0" y="{}" width="14" height="14" rx="3" fill="{}"/>', y + 3, couleur)
    return format_html("{}{}", carre, texte(22, y + 15, mots))


def courbe(
    titre: str, points: Sequence[tuple[str, float]], *, unite: str = "", cible: float | None = None
) -> SafeString:
    """A line through (label, value) points, with the target as a dashed line when there is one."""
    haut = max([valeur for _, valeur in points] + ([cible] if cible else []), default=0) or 1
    pas = (LARGEUR - 130) / max(len(points) - 1, 1)
    places = [
        (round(40 + rang * pas, 1), round(170 - 130 * valeur / haut, 1)) for rang, (_, valeur) in enumerate(points)
    ]
    traits = [
        format_html(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-linejoin="round"/>',
            " ".join(f"{x},{y}" for x, y in places),
            COULEURS[0],
        )
    ]
    if cible:
        traits.append(ligne_cible(round(170 - 130 * cible / haut, 1), cible))
    for (nom, valeur), (x, y) in zip(points, places, strict=True):
        traits.append(format_html('<circle cx="{}" cy="{}" r="4.5" fill="{}"/>', x, y, COULEURS[0]))
        traits.append(texte(x, y - 12, nombre(valeur), gras=True, ancre="middle"))
        traits.append(texte(x, 196, nom, ancre="middle"))
    return dessin(titre, phrase(points, unite), 206, traits)


def ligne_cible(y: float, cible: float) -> SafeString:
    trait = format_html(
        '<line x1="40" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="2" stroke-dasharray="6 5"/>',
        LARGEUR - 80, y, y, COULEURS[1],
    )  # fmt: skip
    return format_html("{}{}", trait, texte(LARGEUR - 74, y + 5, f"cible {nombre(cible)}"))


def jauge(titre: str, valeur: float, maximum: float, *, unite: str = "") -> SafeString:
    """A gauge: how much of the maximum is reached. More than the maximum is said, and drawn full."""
    plein = min(valeur / maximum, 1) if maximum else 0
    mots = f"{nombre(valeur)} sur {nombre(maximum)}{f' {unite}' if unite else ''}"
    couleur = COULEURS[1] if valeur > maximum else COULEURS[0]
    traits = [
        rectangle(0, 6, LARGEUR, FOND),
        rectangle(0, 6, round(LARGEUR * plein, 1), couleur),
        texte(0, 48, mots, gras=True),
    ]
    return dessin(titre, mots, 56, traits)


def rectangle(x: float, y: float, large: float, couleur: str) -> SafeString:
    return format_html('<rect x="{}" y="{}" width="{}" height="22" rx="3" fill="{}"/>', x, y, large, couleur)


def texte(x: float, y: float, mots: str, *, gras: bool = False, ancre: str = "start") -> SafeString:
    # The white outline keeps the words readable over a line.
    return format_html(
        '<text x="{}" y="{}" fill="{}" stroke="#fff" stroke-width="4" paint-order="stroke" '
        'font-size="15" font-weight="{}" text-anchor="{}">{}</text>',
        x, y, TEXTE, 700 if gras else 400, ancre, mots,
    )  # fmt: skip


def phrase(series: Sequence[tuple[str, float]], unite: str) -> str:
    suffixe = f" {unite}" if unite else ""
    return " ; ".join(f"{nom} : {nombre(valeur)}{suffixe}" for nom, valeur in series) or "Aucune donnée."


def dessin(titre: str, description: str, haut: int, traits: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="graphique" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" role="img">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        LARGEUR, max(haut, 1), LARGEUR, titre, description, format_html_join("", "{}", ((trait,) for trait in traits)),
    )  # fmt: skip
