"""Is this letter easy to read: its words and its page, one report."""

from spie.socle.courriers.courrier import Courrier, texte_facile
from spie.socle.courriers.falc import Rapport, examiner
from spie.socle.courriers.falc.mise_en_page import examiner_la_page
from spie.socle.courriers.mesure import mesurer


def examiner_le_courrier(courrier: Courrier) -> Rapport:
    """The rules of the words and those of the page, one score. Lays the page out: a few tenths of a second."""
    rapport = examiner(texte_facile(courrier), noms_propres=courrier.noms_propres)
    return rapport.avec(examiner_la_page(mesurer(courrier)))
