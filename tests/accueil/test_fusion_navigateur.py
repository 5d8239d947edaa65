"""Réunir deux fiches puis les séparer, dans un vrai navigateur : à la souris, au clavier, sur un téléphone."""

from contextlib import contextmanager
from datetime import date

import pytest

from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.factories import un_agent, un_departement, un_parcours, une_personne
from tests.navigateur import navigateur
from tests.socle.personnes.fusions import photographie

pytestmark = navigateur


@pytest.fixture
def deux(base_vivante):
    """The same person twice: the second file is the one that a list made, with a path."""
    un_departement("07", "Ardèche")
    Departement.objects.filter(code="07").update(hote="07.localhost")
    with departement_courant("07"):
        un_agent(Role.ENCADRANT, courriel="encadrant@example.org")
        deux = une_personne("BALDI", "Maëlle"), une_personne("BALDI", "Maelle", mobile="+33639980002")
        un_parcours(personne=deux[1])
        une_personne("PLACEBO", "Eva", mobile=None, date_naissance=date(1971, 1, 3))
    return deux


@pytest.fixture
def ouvrir(deux, site, browser):
    @contextmanager
    def ouvrir(personne, **reglages):
        with browser.new_context(locale="fr-FR", base_url=f"http://07.localhost:{site}", **reglages) as contexte:
            page = contexte.new_page()
            page.goto(f"/personnes/{personne.pk}/")
            page.get_by_label("Courriel").fill("encadrant@example.org")
            page.locator("[type=password]").fill("demonstration-spie")
            page.locator("main button[type=submit]").click()
            page.get_by_role("heading", name="Identité").wait_for()
            yield page

    return ouvrir


def etat():
    with departement_courant("07"):
        return photographie(), set(Personne.objects.values_list("prenom", flat=True))


def comparer(page):
    page.get_by_role("link", name="Deux fiches pour la même personne").click()
    page.get_by_role("link", name="Comparer avec Maelle BALDI").click()
    page.get_by_role("heading", name="Est-ce la même personne ?").wait_for()


@pytest.mark.parametrize("javascript", [True, False])
def test_une_reunion_et_son_annulation(ouvrir, deux, javascript):
    avant = etat()
    with ouvrir(deux[0], java_script_enabled=javascript) as page:
        # when: found by the matching, compared, one value chosen
        comparer(page)
        assert page.get_by_label("Prénom, fiche qui reste : Maëlle").is_checked()
        page.get_by_label("Prénom, fiche qui la rejoint : Maelle").check()
        page.get_by_label("Pourquoi réunir ces deux fiches").select_option(index=1)
        page.get_by_role("button", name="Réunir les deux fiches").dblclick()
        page.get_by_text("celle de BALDI Maelle a rejoint celle-ci").wait_for()

        # then: one file, and the old address leads to it
        assert etat()[1] == {"Maelle", "Eva"}
        page.goto(f"/personnes/{deux[1].pk}/")
        page.get_by_text("La fiche demandée a été réunie avec celle-ci").wait_for()
        assert str(deux[0].pk) in page.url

        # when
        page.get_by_role("link", name="Séparer de nouveau").click()
        page.get_by_text("1 parcours").wait_for()
        page.get_by_role("button", name="Séparer les deux fiches").dblclick()
        page.get_by_role("heading", name="Deux fiches séparées").wait_for()

    # then
    assert etat() == avant


def test_au_clavier_sur_un_telephone(ouvrir, deux):
    """The radios are reached by the arrows, a missing reason is said where the eyes are, nothing overflows."""
    with ouvrir(deux[0], viewport={"width": 360, "height": 740}) as page:
        comparer(page)
        page.get_by_label("Prénom, fiche qui reste : Maëlle").focus()
        page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="Réunir les deux fiches").focus()
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("Dites pourquoi").wait_for()
        assert page.get_by_label("Prénom, fiche qui la rejoint : Maelle").is_checked()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert etat()[1] == {"Maëlle", "Maelle", "Eva"}
