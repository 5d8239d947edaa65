"""La fiche dans un vrai navigateur : au clavier, sur un téléphone, sans JavaScript, à deux."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from parcours.services import mutation
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Consultation, Foyer, Personne
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.accueil.fiche import une_fiche_complete
from tests.factories import un_agent, un_departement, un_parcours, une_personne
from tests.navigateur import navigateur

pytestmark = navigateur
REGLES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]}}
PAGES = (
    *("", "changements/", "identite/", "echanges/", "contacts/ajouter/", "refus/", "adresse/"),
    *("foyer/quitter/", "depart/"),
)


@pytest.fixture
def personne(base_vivante):
    """A full page, committed for the server to see, visited once by its referent."""
    un_departement("07", "Ardèche")
    un_departement("08", "Ardennes")
    Departement.objects.filter(code="07").update(hote="07.localhost")
    with departement_courant("07"):
        referente = un_agent(Role.REFERENT, courriel="ref@example.org")
        un_agent(Role.REFERENT, courriel="collegue@example.org", prenom="Sacha")
        personne = une_fiche_complete()
        un_parcours(personne=personne)
        Consultation.objects.create(personne=personne, agent=referente, le=timezone.now() - timedelta(days=2))
        Foyer.objects.filter(pk=personne.foyer_id).update(enfants_a_charge=2)
    with departement_courant("08"):
        partie = une_personne("FACTICE")
        mutation.quitter(
            personne=partie,
            jour=timezone.localdate(),
            motif="DEMENAGEMENT",
            destination="07",
            transmettre=True,
            par=un_agent(courriel="ardennes@example.org"),
            le=timezone.now(),
        )
    return personne


@pytest.fixture
def ouvrir(personne, site, browser):
    """Log in and open an address of the person's page."""

    def ouvrir(suite="", *, courriel="ref@example.org", largeur=1366, **reglages):
        contexte = browser.new_context(locale="fr-FR", viewport={"width": largeur, "height": 768}, **reglages)
        page = contexte.new_page()
        adresse = suite if suite.startswith("/") else f"/personnes/{personne.pk}/{suite}"
        page.goto(f"http://07.localhost:{site}{adresse}")
        page.locator("[name=username]").fill(courriel)
        page.locator("[type=password]").fill("demonstration-spie")
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"**{adresse}")
        return page

    return ouvrir


def relue(personne):
    with departement_courant("07"):
        return Personne.objects.get(pk=personne.pk)


def defauts(page):
    trouves = Axe().run(page, options=REGLES).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in trouves]


@pytest.mark.parametrize("largeur", [1366, 360])
def test_aucune_page_n_a_de_defaut_ni_ne_deborde(ouvrir, personne, largeur):
    page = ouvrir(largeur=largeur)
    base = page.url
    adresses = [base + suite for suite in PAGES] + [base.split("/personnes/")[0] + "/dossiers-recus/"]
    for adresse in adresses:
        page.goto(adresse)
        assert defauts(page) == [], adresse
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur, adresse
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/dossiers-recus/*/")
    assert defauts(page) == []


def test_corriger_un_prenom_au_clavier(ouvrir, personne):
    # given
    page = ouvrir("identite/")

    # when
    page.get_by_label("Prénom", exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Zoé")
    page.get_by_label("Pourquoi cette correction").focus()
    page.keyboard.type("La personne")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/#identite")

    # then
    assert relue(personne).prenom == "Zoé"
    assert page.get_by_role("status").filter(has_text="L’identité est enregistrée").is_visible()


def test_deux_agents_ne_perdent_rien(ouvrir, personne):
    # given: both open the same block
    mienne, autre = ouvrir("identite/"), ouvrir("identite/", courriel="collegue@example.org")
    for page, champ, valeur in ((autre, "Prénom", "Zoé"), (mienne, "Nom d’usage", "FACTICE")):
        page.get_by_label(champ, exact=True).fill(valeur)
        page.get_by_label("Pourquoi cette correction").select_option(label="La personne me l’a dit")

    # when: the colleague saves first
    autre.get_by_role("button", name="Enregistrer la correction").click()
    autre.wait_for_url("**/#identite")
    mienne.get_by_role("button", name="Enregistrer la correction").click()

    # then: each line shows both, and leans to who wrote it
    ligne = mienne.get_by_role("row").filter(has_text="Nom d’usage")
    assert ligne.get_by_role("radio", name="FACTICE").is_checked()
    prenom = mienne.get_by_role("row").filter(has=mienne.get_by_role("rowheader", name="Prénom", exact=True))
    assert prenom.get_by_role("radio", name="Zoé").is_checked()
    assert defauts(mienne) == []
    mienne.keyboard.press("Tab")
    mienne.get_by_role("button", name="Enregistrer ces choix").click()
    mienne.wait_for_url("**/#identite")
    assert (relue(personne).nom, relue(personne).prenom) == ("FACTICE", "Zoé")


def test_sans_javascript_on_ajoute_un_telephone_et_on_le_verifie(ouvrir, personne):
    # given
    page = ouvrir("contacts/ajouter/", java_script_enabled=False)

    # when
    page.get_by_label("Téléphone ou courriel").fill("06 39 98 00 42")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("button", name="Vérifié aujourd’hui : +33639980042").click()

    # then
    with departement_courant("07"):
        contact = personne.contacts.get(valeur="+33639980042")
        assert contact.verifie_par.courriel == "ref@example.org"


def test_ce_qui_a_change_se_voit_en_ouvrant_la_fiche(ouvrir, personne):
    page = ouvrir()
    lignes = page.locator("#nouveau li")
    enfants = lignes.filter(has_text="Enfants à charge")
    assert enfants.locator("mark").inner_text() == "2"
    assert "automatique" in enfants.inner_text()
