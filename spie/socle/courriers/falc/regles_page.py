"""Rules on the page: letters, lines, colours, titles, pictures. Each reads a measured page."""

import re

from spie.socle.courriers.falc.page import Ligne, Page, contraste
from spie.socle.courriers.falc.regles import Trouvailles

# A line under this size is read as text; above, as a title or as a date in a box.
TAILLE_MINIMALE, TAILLE_DE_TITRE = 14, 15
CONTRASTE_MINIMAL, INTERLIGNE_MINIMAL, PAGES_MAXIMALES = 7, 1.3, 2
POLICES_ADMISES = frozenset(("andika", "arial", "tahoma", "verdana", "atkinson hyperlegible", "luciole"))
ENCADRES = ("Ce que vous devez faire", "Qui vous aide")


def _extrait(ligne: Ligne) -> str:
    return ligne.texte.strip()[:60]


def logo_sans_relecture(page: Page) -> Trouvailles:
    """The logo and its name belong to texts that people concerned have read: the machine never gives them."""
    ecrits = " ".join((page.texte, page.pied, *(f"{i.texte} {i.adresse}" for i in page.images)))
    for trouve in re.finditer(r"\bFALC\b|facile à lire et à comprendre", ecrits, re.IGNORECASE):
        yield trouve[0], "Faites relire la lettre par des personnes concernées, puis ajoutez le logo."


def mot_coupe(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if ligne.coupe_les_mots or ligne.texte.endswith(("\N{HYPHEN}", "\N{SOFT HYPHEN}")):
            yield _extrait(ligne), "Un mot reste entier : retirez la coupure en fin de ligne."


def alignement(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if ligne.alignement not in ("left", "start"):
            yield _extrait(ligne), "Alignez le texte à gauche."


def telephone_sans_image(page: Page) -> Trouvailles:
    images = [i.texte.lower() for i in page.images]
    if (trouve := re.search(r"\b0\d(?:\s\d\d){4}\b", page.texte)) and not any("téléphone" in i for i in images):
        yield trouve[0], "Mettez l'image d'un téléphone à côté du numéro."


def police_unique(page: Page) -> Trouvailles:
    polices = sorted({ligne.police for ligne in page.lignes})
    if len(polices) > 1:
        yield ", ".join(polices), "Gardez une seule police."
    for police in polices:
        if police.lower() not in POLICES_ADMISES:
            yield police, "Prenez une police sans empattement : Andika, Arial, Tahoma."


def texte_petit(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if round(ligne.taille, 1) < TAILLE_MINIMALE:
            yield _extrait(ligne), f"{ligne.taille:.0f} points : il faut {TAILLE_MINIMALE} points au moins."


def lettres_penchees(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if ligne.italique or ligne.souligne or ligne.capitales:
            yield _extrait(ligne), "Ni italique, ni souligné, ni tout en majuscules : mettez le mot important en gras."


def contraste_faible(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if (ratio := contraste(ligne.encre, ligne.fond)) < CONTRASTE_MINIMAL:
            yield (
                _extrait(ligne),
                f"Contraste de {ratio:.1f} : il faut {CONTRASTE_MINIMAL}. Prenez une encre plus sombre.",
            )


def lignes_serrees(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if ligne.taille < TAILLE_DE_TITRE and round(ligne.interligne, 2) < INTERLIGNE_MINIMAL:
            yield _extrait(ligne), "Écartez les lignes : 1,3 fois la hauteur des lettres au moins."


def colonnes(page: Page) -> Trouvailles:
    for ligne in page.lignes:
        if ligne.en_colonnes:
            yield _extrait(ligne), "Pas de texte en colonnes : une phrase sous l'autre."


def titres(page: Page) -> Trouvailles:
    if len(page.titres("h1")) != 1:
        yield f"{len(page.titres('h1'))} titres principaux", "Un seul grand titre, clair, en haut de la page."
    elif page.lignes[0].balise != "h1":
        yield _extrait(page.lignes[0]), "Le titre vient en premier."


def encadres(page: Page) -> Trouvailles:
    for encadre in ENCADRES:
        if encadre not in page.titres("h2"):
            yield encadre, f"Ajoutez l'encadré « {encadre} »."


def page_sans_numero(page: Page) -> Trouvailles:
    if not re.search(r"Page \d+ sur \d+", page.pied):
        yield page.pied[:60] or "pied de page vide", "Écrivez « Page 1 sur 2 » en bas de chaque page."


def trop_de_pages(page: Page) -> Trouvailles:
    if page.pages > PAGES_MAXIMALES:
        yield f"{page.pages} pages", f"La partie facile tient en {PAGES_MAXIMALES} pages au plus."


def image_sans_texte(page: Page) -> Trouvailles:
    for image in page.images:
        if not image.texte.strip():
            yield image.adresse, "Écrivez ce que montre l'image, pour qui ne la voit pas."


def image_pour_deux_idees(page: Page) -> Trouvailles:
    idees: dict[str, set[str]] = {}
    for image in page.images:
        idees.setdefault(image.adresse, set()).add(image.texte)
    for adresse, textes in idees.items():
        if len(textes) > 1:
            yield adresse, f"Une image, une idée. Ici : {', '.join(sorted(textes))}."


def tableau(page: Page) -> Trouvailles:
    if page.tableaux:
        yield f"{page.tableaux} tableau", "Remplacez le tableau par des phrases ou par une liste."


def sans_texte_officiel(page: Page) -> Trouvailles:
    if not page.officiel:
        yield "fin de la lettre", "Ajoutez le texte officiel après la partie facile : la loi le demande."
