"""One world, one server and one browser for all the pages of a worker: the pages only read."""

import os
from contextlib import ExitStack

import pytest
from django.utils import timezone

from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests import bases
from tests.conftest import environnement_de_la_base, serveur
from tests.factories import un_agent, un_departement
from tests.monde import courriel, un_message_de_chaque, un_monde
from tests.navigateur import browser_type_launch_args
from tests.processus import capteur_ouvert
from tests.visite.examen import cookie

__all__ = ["browser_type_launch_args"]


@pytest.fixture(scope="session")
def monde(django_db_setup, django_db_blocker, tmp_path_factory):
    """The Ardèche with everything in it, the Ardennes with agents alone; cookies of every role, and the site."""
    nom = f"spie_pages_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}"
    bases.copier(nom)
    with django_db_blocker.unblock(), bases.branche_sur(nom):
        monde = _ardeche() | {"cookies_vides": _ardennes()}
        environnement = environnement_de_la_base()
    with capteur_ouvert(tmp_path_factory.mktemp("capteur")) as capteur, ExitStack() as pile:
        un_message_de_chaque(capteur.memoire, "07", "SPECIMEN")
        port = pile.enter_context(serveur(environnement | {"SPIE_SMS_URL": f"{capteur.adresse}/sms"}))
        sites = {"site": f"http://07.localhost:{port}", "site_vide": f"http://08.localhost:{port}"}
        yield monde | sites | {"port": port}
    bases.effacer(nom)


def _ardeche() -> dict:
    un_departement("07", "Ardèche")
    Departement.objects.filter(code="07").update(hote="07.localhost")
    with departement_courant("07"):
        monde = un_monde(a=timezone.now())
        cookies = {r: cookie(monde["agents"][r], monde["affectations"][r], "07.localhost") for r in Role}
    return monde | {"cookies": cookies}


def _ardennes() -> dict:
    un_departement("08", "Ardennes")
    Departement.objects.filter(code="08").update(hote="08.localhost")
    with departement_courant("08"):
        agents = {role: un_agent(role, courriel=courriel(role, "08")) for role in Role}
        return {role: cookie(agent, agent.affectations.get(), "08.localhost") for role, agent in agents.items()}
