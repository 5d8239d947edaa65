"""La coquille : ce que chaque rôle trouve, et les petits mots de l’écran."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import TemplateSyntaxError

from spie.socle.comptes.roles import PERMISSIONS, Role
from spie.socle.interface import graphiques
from spie.socle.interface.checks import navigation_resolue, resolue
from spie.socle.interface.dates import date_courte
from spie.socle.interface.jetons import cacher, retrouver
from spie.socle.interface.navigation import ENTRIES, TELEPHONE, Lien, au_telephone, contient, permise
from spie.socle.interface.templatetags.interface import echeance, icone, telephone, ton_echeance

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


def test_chaque_entree_de_la_navigation_mene_quelque_part():
    assert navigation_resolue(None) == []
    assert resolue("accueil:journee")
    assert not resolue("nulle:part")


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


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("+33639980001", "06 39 98 00 01"),
        ("0465710007", "04 65 71 00 07"),
        ("+262692123456", "+262692123456"),
        ("", ""),
    ],
)
def test_un_telephone_se_lit_deux_chiffres_par_deux(ecrit, lu):
    assert telephone(ecrit) == lu


@pytest.mark.parametrize(
    ("jour", "mots", "ton"),
    [
        (date(2026, 11, 20), "dépassé de 4 jours", "danger"),
        (date(2026, 11, 24), "aujourd’hui", "attention"),
        (date(2026, 11, 25), "il reste 1 jour", "attention"),
        (date(2026, 12, 24), "il reste 30 jours", "neutre"),
    ],
)
def test_une_echeance_se_dit_en_jours_et_en_ton(maintenant, jour, mots, ton):
    assert (echeance(jour), ton_echeance(jour)) == (mots, ton)


def test_un_long_nom_ne_couvre_pas_sa_barre():
    dessin = graphiques.barres("Charge", [("Noémie SAINT-ROMANESQUET-ESSAI", 94)])
    assert 'x="0" y="15"' in dessin
    assert '<rect x="0" y="20"' in dessin


def test_un_jeton_ne_se_lit_pas_et_ne_sert_qu_a_son_usage():
    jeton = cacher("specimen lina", usage="recherche")
    assert "specimen" not in jeton
    assert retrouver(jeton, usage="recherche") == "specimen lina"
    assert retrouver(jeton, usage="autre") == ""
    assert retrouver("n’importe quoi", usage="recherche") == ""


@pytest.mark.parametrize("role", Role.values)
def test_au_telephone_trois_pages_de_ce_role_tiennent_dans_la_barre(role):
    affectation = UneAffectation(role)
    liens = [Lien(e.label, "/", e.icon, False) for e in ENTRIES if permise(e, affectation)]
    barre = [lien.label for lien in au_telephone(liens, affectation)]
    assert barre[0] == "Ma journée"
    assert len(barre) == min(3, len(liens))
    assert set(barre) >= set(TELEPHONE.get(role, ()))
