"""Tout ce qui compte se fait sans JavaScript : un navigateur qui n'en exécute pas, de la porte à la décision."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from orientation.models import Orientation
from parcours.models import Convocation, SessionIOC
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.flux.models import LotFlux
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.factories import un_agent, un_departement, un_territoire, une_commune, une_structure
from tests.monde import courriel
from tests.navigateur import navigateur
from tests.processus import attendre

pytestmark = navigateur
FICHIER = Path(__file__).parents[1] / "socle/flux/echantillons/RSABEM_2026-10_5_foyers.xml"


@pytest.fixture
def ardeche_vivante(base_vivante):
    """A territory, a service, and the people who work there; the referent also works elsewhere."""
    un_departement("07", "Ardèche")
    Departement.objects.filter(code="07").update(hote="07.localhost")
    with departement_courant("07"):
        commune = une_commune()
        champs = {"telephone": "04 65 71 00 07", "adresse": "1 place Imaginaire", "commune": commune}
        service = une_structure(territoire=un_territoire(communes=[commune]), **champs)
        for role in (Role.PILOTE, Role.ACCUEIL, Role.ENCADRANT, Role.REFERENT):
            agent = un_agent(role, structure=service, courriel=courriel(role, "07"))
        Affectation.objects.create(agent=agent, structure=une_structure("CMS d'Annonay (fictif)"), role=Role.EMPLOI)


@pytest.fixture
def page(ardeche_vivante, site, browser):
    with browser.new_context(
        java_script_enabled=False, locale="fr-FR", base_url=f"http://07.localhost:{site}"
    ) as contexte:
        yield contexte.new_page()


@contextmanager
def en_tant_que(page, role):
    """Come in by the door, and leave by it."""
    page.goto("/connexion/")
    page.get_by_label("Courriel").fill(courriel(role, "07"))
    page.get_by_label("Mot de passe").fill("demonstration-spie")
    page.get_by_role("button", name="Se connecter").click()
    yield
    page.get_by_role("button", name="Mon compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Connexion").wait_for()


def charger_le_fichier(page, worker):
    """Without JavaScript nothing follows the load by itself: a link asks again."""
    page.get_by_role("link", name="Imports").first.click()
    page.get_by_label("Fichier des bénéficiaires").set_input_files(FICHIER)
    page.get_by_role("button", name="Charger le fichier").click()
    page.get_by_role("heading", name=FICHIER.name).wait_for()
    page.get_by_role("link", name="Actualiser").wait_for()
    worker.demarrer()
    attendre(_charge, quoi="le fichier chargé")
    worker.tuer()
    page.get_by_role("link", name="Actualiser").click()
    page.get_by_text("personnes à orienter").first.wait_for()


def _charge() -> bool:
    with departement_courant("07"):
        return LotFlux.objects.get().etat == "CHARGE"


def choisir_puis_chercher(page, nom):
    page.get_by_role("heading", name="D’où travaillez-vous").wait_for()
    page.get_by_label("référent(e) de parcours").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Rechercher une personne").fill(nom)
    page.get_by_label("Rechercher une personne").press("Enter")
    page.get_by_role("main").get_by_role("link", name=nom).first.click()
    page.get_by_role("heading", name="Chronologie").wait_for()


def creer_une_reunion(page):
    page.get_by_role("link", name="IOC").first.click()
    page.get_by_role("link", name="Créer une réunion").first.click()
    page.get_by_label("Lieu", exact=False).first.fill("Maison du Département (fictive)")
    page.get_by_role("button", name="Créer la réunion").click()
    page.get_by_text("La réunion est créée.").wait_for()


def convoquer_tout_le_monde(page):
    page.get_by_role("link", name="Convoquer des personnes").click()
    page.get_by_role("button", name="Voir ce qui sera envoyé").click()
    page.get_by_role("button", name="Convoquer et envoyer").click()
    page.get_by_text("en cours d’envoi").wait_for()


def emarger(page):
    """The hour of the meeting has come."""
    with departement_courant("07"):
        SessionIOC.objects.update(debut_le=timezone.now() - timedelta(hours=1))
    page.reload()
    page.get_by_role("link", name="Émarger").click()
    for presente in page.get_by_label("Présente").all():
        presente.check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("enregistrées").wait_for()


def decider(page):
    page.get_by_role("link", name="Orientation").first.click()
    page.get_by_role("main").locator("tbody a").first.click()
    page.get_by_label("Sociale").check()
    page.get_by_label("Structure et référent(e)").select_option(index=1)
    page.get_by_label("Pourquoi ce choix").fill("Vous avez besoin d’un logement.")
    page.get_by_role("button", name="Vérifier avant d’envoyer").click()
    page.get_by_role("button", name="Décider et passer à la suivante").click()
    page.get_by_text("décision enregistrée").wait_for()


def test_de_la_porte_a_la_decision_sans_javascript(page, worker):
    with en_tant_que(page, Role.PILOTE):
        charger_le_fichier(page, worker)
    with departement_courant("07"):
        attendues = Orientation.objects.a_decider().count()
        nom = str(Personne.objects.soumises().first())
    assert attendues > 0

    with en_tant_que(page, Role.REFERENT):
        choisir_puis_chercher(page, nom)

    with en_tant_que(page, Role.ACCUEIL):
        creer_une_reunion(page)
        convoquer_tout_le_monde(page)
        emarger(page)
    with departement_courant("07"):
        assert [c.etat for c in Convocation.objects.all()] == ["PRESENTE"] * attendues

    with en_tant_que(page, Role.ENCADRANT):
        decider(page)
    with departement_courant("07"):
        assert Orientation.objects.a_decider().count() == attendues - 1
        assert Orientation.objects.get(etat="DECIDEE").referent.agent.courriel == courriel(Role.REFERENT, "07")
