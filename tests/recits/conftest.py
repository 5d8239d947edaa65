"""The whole product, running: web, worker, Redis, PostgreSQL, and a catcher in the place of the providers."""

import pytest
from playwright.sync_api import Page

from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Commune, Departement, Territoire
from spie.socle.territoires.referentiel import charger_communes, fichier_livre
from tests.factories import un_agent, un_departement, une_structure
from tests.navigateur import browser_type_launch_args
from tests.processus import capteur, environnement_complet, redis_a_soi, worker

__all__ = ["browser_type_launch_args", "capteur", "worker"]


@pytest.fixture
def environnement(environnement, capteur):
    with redis_a_soi() as dossier:
        yield environnement_complet(environnement, dossier, capteur)


@pytest.fixture
def departement(base_vivante):
    """An Ardèche with its communes, one service, and the four agents of the story."""
    un_departement("07", "Ardèche")
    Departement.objects.filter(code="07").update(hote="07.localhost")
    with departement_courant("07"):
        charger_communes(fichier=fichier_livre("07"))
        service = une_structure(
            "CMS d'Aubenas (fictif)",
            territoire=Territoire.objects.get(nom="DTAS Sud-Ouest", nature="DTAS"),
            adresse="1 place Imaginaire",
            commune=Commune.objects.get(insee="07019"),
            telephone="04 65 71 00 07",
        )
        for role in (Role.PILOTE, Role.ACCUEIL, Role.ENCADRANT):
            un_agent(role, structure=service, courriel=f"{role.lower()}@example.org", prenom="Dominique", nom="EXEMPLE")
        referente = {"prenom": "Inès", "nom": "FACTICE", "telephone": "04 65 71 00 08"}
        un_agent(Role.REFERENT, structure=service, courriel="referent@example.org", **referente)


@pytest.fixture
def ouvrir(departement, site, browser):
    """``page = ouvrir(Role.PILOTE)``: log in as this role. What the browser complains about is an error."""
    plaintes = []

    def ouvrir(role) -> Page:
        page = browser.new_context(locale="fr-FR", viewport={"width": 1366, "height": 768}).new_page()
        page.on("console", lambda message: plaintes.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.goto(f"http://07.localhost:{site}/")
        page.get_by_label("Courriel").fill(f"{role.lower()}@example.org")
        page.locator("[type=password]").fill("demonstration-spie")
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("heading", name="Bonjour").wait_for()
        return page

    yield ouvrir
    assert plaintes == []
