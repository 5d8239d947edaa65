"""La coquille : ce que chaque rôle trouve, et les petits mots de l’écran."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import TemplateSyntaxError

from spie.socle.comptes.roles import PERMISSIONS, Role
from spie.socle.interface import graphiques
from spie.socle.interface.dates import date_courte
from spie.socle.interface.navigation import ENTRIES, contient, permise
from spie.socle.interface.templatetags.interface import icone

PARIS = ZoneInfo("Europe/Paris")


class UneAffectation:
    def __init__(self, role):
        self.role = role

    def permet(self, permission):
        return permission in PERMISSIONS[self.role]


@pytest.mark.parametrize("role", Role.values)
def test_chaque_role_a_sa_journee_et_jamais_plus_de_sept_entrees(role):
    entrees = [entree for entree in ENTRIES if permise(entree, UneAffectation(role))]
    assert entrees[0].label == "Ma journée"
    assert len(entrees) <= 7


def test_sans_affectation_il_n_y_a_pas_de_navigation():
    assert not any(permise(entree, None) for entree in ENTRIES)


def test_l_accueil_n_est_pas_la_page_de_toutes_les_autres():
    assert contient("/", "/")
    assert not contient("/", "/ioc/")
    assert contient("/ioc/", "/ioc/123/emargement/")


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (date(2027, 1, 12), "mar. 12 janv. 2027"),
        (date(2027, 1, 1), "ven. 1er janv. 2027"),
        (datetime(2027, 1, 12, 9, 0, tzinfo=PARIS), "mar. 12 janv. 2027, 9 h"),
        (datetime(2027, 1, 12, 9, 5, tzinfo=PARIS), "mar. 12 janv. 2027, 9 h 05"),
        (None, ""),
    ],
)
def test_les_dates_courtes(valeur, attendu):
    assert date_courte(valeur) == attendu


def test_une_icone_inconnue_est_une_erreur():
    with pytest.raises(TemplateSyntaxError):
        icone("licorne")


@pytest.mark.parametrize(
    "dessin",
    [
        graphiques.barres("Par territoire", [("Nord <b>", 991), ("Centre", 1607)], unite="personnes"),
        graphiques.barres("Vide", []),
        graphiques.empile("Modalités", [("Emploi", 8), ("Social", 42)]),
        graphiques.courbe("Délai", [("oct.", 31), ("nov.", 35.5)], cible=42),
        graphiques.jauge("File", 105, 100, unite="personnes"),
    ],
)
def test_un_graphique_se_lit_sans_le_voir_et_sans_style(dessin):
    assert 'role="img"' in dessin
    assert "<title>" in dessin
    assert "<desc>" in dessin
    assert "style=" not in dessin
    assert "<b>" not in dessin


def test_les_nombres_s_ecrivent_a_la_francaise():
    assert graphiques.nombre(2474) == "2\N{NARROW NO-BREAK SPACE}474"
    assert graphiques.nombre(35.5) == "35,5"
