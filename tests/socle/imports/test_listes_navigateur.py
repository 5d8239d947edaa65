"""A list under the fingers: errors mended by keyboard, keys counted; and every page seen by axe, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from spie.socle.imports import services
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.factories import une_personne
from tests.navigateur import browser_type_launch_args, navigateur
from tests.socle.imports.conftest import NIR

__all__ = ["browser_type_launch_args"]

pytestmark = navigateur
LINA = f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;06 39 98 00 01;lina@example.org;1 rue Imaginaire;07200;Aubenas"
DENIS = "IMAGINAIRE;Denis;31/12/1969;1691207049904;;DEM;04 65 71 10 03;;3 chemin du Gabarit;07100;Annonay"
EVA = "PLACEBO;Eva;04/07/1985;;;DEM;06 39 98 00 04;;5 rue du Gabarit;07100;Annonay"
# What is wrong, and what one types instead, row after row.
FAUSSES = (
    LINA.replace("17/05/1990", "31/02/1990"),
    DENIS.replace("04 65 71 10 03", "0465"),
    EVA.replace("04/07/1985", "04/07/85"),
)
CORRECTIONS = ("17/05/1990", "0465711003", "04/07/1985")


@pytest.fixture
def atelier(atelier):
    Departement.objects.filter(code="07").update(hote="07.localhost")
    return atelier


@pytest.fixture
def ouvrir(atelier, site, browser):
    """Log in as the pilot and open a page."""

    def ouvrir(adresse: str, largeur=1366, **reglages):
        contexte = browser.new_context(locale="fr-FR", viewport={"width": largeur, "height": 768}, **reglages)
        page = contexte.new_page()
        page.goto(f"http://07.localhost:{site}{adresse}")
        page.locator("[name=courriel], [name=username]").first.fill(atelier.pilote.courriel)
        page.locator("[type=password]").fill("demonstration-spie")
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"**{adresse}")
        return page

    return ouvrir


def adresse(importe, nom="detail", *autres) -> str:
    return reverse(f"imports:{nom}", args=[importe.pk, *autres])


def appliquer(importe) -> None:
    """What the worker does."""
    services.appliquer(departement="07", import_id=importe.pk, horloge=timezone.now)


def test_trois_erreurs_se_corrigent_sans_quitter_le_clavier_puis_la_liste_s_importe(atelier, ouvrir):
    # given three rows in error: a day that does not exist, a short number, a year of two digits
    importe = atelier.verifier(*FAUSSES)
    page, touches = ouvrir(adresse(importe)), 0

    # when: the cell in error is under the fingers, Enter saves its row and gives the next one
    for rang, correction in enumerate(CORRECTIONS, 2):
        expect(page.locator(f"#ligne-{rang} [aria-invalid=true]")).to_be_focused()
        page.keyboard.type(correction)
        page.keyboard.press("Enter")
        touches += len(correction) + 1
    expect(page.locator("[name=acte][value=importer]")).to_be_focused()
    assert page.locator("#actions").inner_text().startswith("Importer les 3 lignes cochées")
    page.keyboard.press("Enter")
    touches += 1
    page.get_by_role("heading", name="Import en cours").wait_for()
    appliquer(importe)

    # then the page goes on by itself to the report
    page.get_by_role("heading", name="Bilan").wait_for()
    assert touches == sum(map(len, CORRECTIONS)) + 4
    assert atelier.statuts(importe) == ["CREEE", "CREEE", "CREEE"]


def test_une_case_encore_fausse_garde_le_curseur(atelier, ouvrir):
    importe = atelier.verifier(*FAUSSES[:2])
    page = ouvrir(adresse(importe))
    case = page.locator("#ligne-2 [aria-invalid=true]")
    expect(case).to_be_focused()
    page.keyboard.type("30/02/1990")
    with page.expect_response("**/corriger/*"):
        page.keyboard.press("Enter")
    expect(page.locator("#ligne-2 [aria-invalid=true][value='30/02/1990']")).to_be_focused()


def test_sans_javascript_les_lignes_se_corrigent_et_s_importent(atelier, ouvrir):
    # given
    importe = atelier.verifier(*FAUSSES)
    page = ouvrir(adresse(importe), java_script_enabled=False)

    # when
    for rang, correction in enumerate(CORRECTIONS, 2):
        case = page.locator(f"#ligne-{rang} [aria-invalid=true]")
        case.fill(correction)
        case.press("Enter")
        page.goto(page.url.split("?")[0])
    page.locator("[name=acte][value=importer]").click()
    assert page.get_by_role("heading", name="Import en cours").count() == 1
    appliquer(importe)
    page.get_by_role("link", name="Actualiser").click()

    # then
    assert page.get_by_role("heading", name="Bilan").count() == 1
    assert atelier.statuts(importe) == ["CREEE", "CREEE", "CREEE"]


def pages(atelier) -> list[str]:
    """Lists at every step: columns, verification, corrections, answers, done."""
    with departement_courant("07"):
        une_personne("SPECIMEM", "Lina", mobile="+33639980009")
    colonnes = atelier.deposer("SPECIMEN;Lina;cheffe", entetes="Nom;Prénom;Rôle", source="Colonnes")
    en_cours = atelier.deposer(LINA, source="En cours")
    with departement_courant("07"):
        services.relier(importe=en_cours, colonnes=en_cours.colonnes, mots={}, le=timezone.now())
    fait = atelier.importer(atelier.verifier(EVA, DENIS, source="Fait"))
    grille = atelier.verifier(
        LINA.replace(NIR, ""), *FAUSSES[1:], DENIS.replace("04 65 71 10 03", "06 39 98 00 03"), source="Grille"
    )
    return [
        reverse("imports:listes"),
        reverse("flux:liste"),
        adresse(colonnes, "colonnes"),
        adresse(en_cours),
        adresse(grille),
        adresse(grille) + "?voir=TOUTES",
        adresse(grille, "ligne", atelier.ligne(grille, 2).pk),
        adresse(fait),
        adresse(fait, "annuler"),
    ]


@pytest.mark.parametrize("largeur", [1366, 320])
def test_aucune_page_n_a_de_defaut_d_accessibilite(atelier, ouvrir, largeur):
    # given
    a_voir = pages(atelier)
    page, defauts = ouvrir(a_voir[0], largeur=largeur), {}

    # when
    for chemin in a_voir:
        page.goto(f"{page.url.split('/imports/')[0]}{chemin}")
        violations = Axe().run(page).response["violations"]
        debord = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        trouves = [f"{v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in violations]
        defauts[chemin] = trouves + ([f"déborde de {debord} px"] if debord > 0 else [])

    # then
    assert {chemin: trouves for chemin, trouves in defauts.items() if trouves} == {}
