"""The table of the rules of the page, beside those of the words."""

from spie.socle.courriers.falc import regles_page as r
from spie.socle.courriers.falc.page import Page
from spie.socle.courriers.falc.regles import Constat, Niveau, Regle

E, A = Niveau.ERREUR, Niveau.ALERTE
REGLES_DE_PAGE = (
    Regle("logo-sans-relecture", "Pas de logo sans relecture", E, 5, r.logo_sans_relecture),
    Regle("mot-coupe", "Pas de mot coupé en fin de ligne", E, 4, r.mot_coupe),
    Regle("alignement", "Le texte à gauche", E, 4, r.alignement),
    Regle("telephone-sans-image", "Une image à côté du téléphone", A, 1, r.telephone_sans_image),
    Regle("police-unique", "Une seule police, sans empattement", E, 5, r.police_unique),
    Regle("texte-petit", "14 points au moins", E, 4, r.texte_petit),
    Regle("lettres-penchees", "Ni italique ni souligné", E, 4, r.lettres_penchees),
    Regle("contraste-faible", "Une encre sombre sur un fond clair", E, 4, r.contraste_faible),
    Regle("lignes-serrees", "Des lignes écartées", A, 1, r.lignes_serrees),
    Regle("colonnes", "Pas de colonnes", E, 4, r.colonnes),
    Regle("titres", "Un titre clair en premier", E, 5, r.titres),
    Regle("encadres", "Les encadrés attendus", E, 4, r.encadres),
    Regle("page-sans-numero", "Des pages numérotées", E, 4, r.page_sans_numero),
    Regle("trop-de-pages", "2 pages au plus", E, 5, r.trop_de_pages),
    Regle("image-sans-texte", "Chaque image a un texte", E, 4, r.image_sans_texte),
    Regle("image-pour-deux-idees", "Une image, une idée", A, 2, r.image_pour_deux_idees),
    Regle("tableau", "Pas de tableau", E, 4, r.tableau),
    Regle("sans-texte-officiel", "Le texte officiel à la fin", E, 10, r.sans_texte_officiel),
)


def examiner_la_page(page: Page) -> tuple[Constat, ...]:
    """Read a measured page; findings say « mise en page » as their place."""
    return tuple(constat for regle in REGLES_DE_PAGE for constat in regle.constats(page))
