"""The attendance sheet under the fingers: keys and clicks are counted in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parcours.models import Convocation
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from tests.factories import un_agent, un_departement, un_parcours, une_convocation, une_personne, une_session
from tests.navigateur import navigateur

pytestmark = navigateur
LETTRES = "PPAPPPEPPAPP"
NOMS = [f"SPECIMEN{lettre}" for lettre in "ABCDEFGHIJKL"]
ETATS = {"P": "PRESENTE", "A": "ABSENTE_A_QUALIFIER", "E": "ABSENTE_JUSTIFIEE"}


@pytest.fixture
def maintenant():
    """The server is another process: it lives today."""
    return timezone.now()


@pytest.fixture
def feuille(base_vivante, maintenant):
    """A session begun an hour ago, with twelve people, committed for the server to see."""
    un_departement("07", "Ardèche")
    with departement_courant("07"):
        un_departement().__class__.objects.filter(code="07").update(hote="07.localhost")
        par = un_agent(Role.ACCUEIL, courriel="ioc@example.org")
        session = une_session(debut_le=maintenant - timedelta(hours=1))
        for nom in NOMS:
            une_convocation(session=session, parcours=un_parcours(personne=une_personne(nom)), par=par)
    return session


@pytest.fixture
def ouvrir(feuille, site, browser):
    """Log in and open the sheet, with or without JavaScript."""

    def ouvrir(**reglages):
        page = browser.new_context(locale="fr-FR", viewport={"width": 1366, "height": 768}, **reglages).new_page()
        suite = f"/ioc/{feuille.pk}/emargement/"
        page.goto(f"http://07.localhost:{site}{suite}")
        page.locator("[name=courriel], [name=username]").first.fill("ioc@example.org")
        page.locator("[type=password]").fill("demonstration-spie")
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"**{suite}")
        return page

    return ouvrir


def recues(feuille):
    with departement_courant("07"):
        return [c.etat for c in Convocation.objects.pour_la_feuille(feuille.pk)]


def test_douze_personnes_en_treize_touches(feuille, ouvrir):
    # given
    page, touches = ouvrir(), 0
    page.locator("[data-ligne] input[type=radio]").first.focus()

    # when
    for lettre in LETTRES:
        page.keyboard.press(lettre)
        touches += 1
    page.keyboard.press("Control+Enter")
    touches += 1
    page.wait_for_url(f"**/ioc/{feuille.pk}/")

    # then
    assert touches <= 13
    assert recues(feuille) == [ETATS[lettre] for lettre in LETTRES]


def test_trois_absents_en_cinq_clics(feuille, ouvrir):
    # given
    page, clics = ouvrir(), 0

    # when
    for bouton in ("Tous présents", *[f"{nom}" for nom in (NOMS[2], NOMS[6], NOMS[9])], "Enregistrer"):
        if bouton in NOMS:
            page.get_by_role("radiogroup", name=bouton).get_by_label("Absente").click()
        else:
            page.get_by_role("button", name=bouton).click()
        clics += 1
    page.wait_for_url(f"**/ioc/{feuille.pk}/")

    # then
    assert clics <= 5
    assert [i for i, etat in enumerate(recues(feuille)) if etat == "ABSENTE_A_QUALIFIER"] == [2, 6, 9]


def test_sans_javascript_la_feuille_s_enregistre(feuille, ouvrir):
    # given
    page = ouvrir(java_script_enabled=False)

    # when
    for radio in page.locator("[data-ligne] input[value=P]").all():
        radio.check()
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**/ioc/{feuille.pk}/")

    # then
    assert recues(feuille) == ["PRESENTE"] * 12
