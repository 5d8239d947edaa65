"""The letter that has the most to hold, painted for each model: two easy pages at most, readable, in the window."""

import pytest

from spie.socle.courriers.courrier import Destinataire
from spie.socle.courriers.falc import Niveau
from spie.socle.courriers.falc.mise_en_page import examiner_la_page
from spie.socle.courriers.mesure import mesurer
from spie.socle.courriers.modeles import lettre
from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.courriers.modeles.modele import modeles
from tests.socle.courriers.test_modeles import LONG, LONGUES

FENETRE = (
    "MADAME MARIE-ANTOINETTE-PHILOMENE DE L",
    "SPECIMEN-FACTICE ET MONSIEUR YAO",
    "CHEZ CCAS DE COMMUNE-EXEMPLE",
    "BATIMENT ADMINISTRATIF NUMERO QUATRE B",
    "LIEU-DIT L’EXEMPLE BP 12",
    "97499 COMMUNE-EXEMPLE CEDEX",
)


@pytest.mark.parametrize("code", modeles())
def test_la_lettre_la_plus_longue_reste_facile_a_lire(code):
    modele = modeles()[code]
    propres = {nom: valeur for nom, valeur in LONGUES.items() if nom in modele.variables}
    courrier = lettre.exemple(modele, destinataire=Destinataire(FENETRE), civilite_nom=LONG, **propres)
    page = mesurer(courrier)
    assert page.pages <= 2
    assert page.officiel
    assert [c for c in examiner_la_page(page) if c.niveau == Niveau.ERREUR] == []


@pytest.mark.parametrize("code", sorted(set(EXEMPLES) - set(modeles())))
def test_les_lettres_des_reunions_et_des_decisions_aussi(code):
    page = mesurer(EXEMPLES[code]())
    assert page.pages == 1
    assert [c for c in examiner_la_page(page) if c.niveau == Niveau.ERREUR] == []
