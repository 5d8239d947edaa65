"""Services of the tests: a real PostgreSQL and a real Redis, started for this run and stopped after it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import time_machine
from django.db import connections
from pytest_django.plugin import blocking_manager_key

from spie.socle.comptes.roles import Role
from spie.socle.outillage.embarques import services
from spie.socle.territoires.isolation import annonce
from tests import bases
from tests.factories import MAINTENANT, un_agent, un_departement
from tests.gabarits import variables_connues  # noqa: F401
from tests.mondes import base_des_mondes, copie_des_mondes, deux_mondes, entrer  # noqa: F401

RACINE = Path(__file__).parents[1]
_ouverts = ExitStack()


def pytest_sessionstart(session):
    """Only the controller starts the services; its parallel workers inherit the addresses."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    dossier = Path(os.environ["SPIE_DONNEES"])
    _ouverts.callback(shutil.rmtree, dossier, ignore_errors=True)
    adresses = _ouverts.enter_context(services(dossier, rapide=True, base=bases.MODELE))
    os.environ["SPIE_TEST_SUPERUTILISATEUR"] = adresses.database_url_superutilisateur
    with session.config.stash[blocking_manager_key].unblock():
        bases.brancher(bases.MODELE)
        bases.migrer()
        connections.close_all()


def pytest_sessionfinish(session):
    _ouverts.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Give this worker a copy of the migrated model."""
    nom = f"spie_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}"
    bases.copier(nom)
    with django_db_blocker.unblock():
        bases.brancher(nom)
        yield
        bases.brancher(bases.MODELE)
    bases.effacer(nom)


@pytest.fixture
def ardeche(db):
    """The département of the test. Everything the test creates belongs to it."""
    departement = un_departement()
    with annonce("07"):
        yield departement


@pytest.fixture
def maintenant():
    """Stop the clock on the morning when the tests live."""
    with time_machine.travel(MAINTENANT, tick=False):
        yield MAINTENANT


@pytest.fixture
def connecte(client, ardeche):
    """``agent = connecte(Role.ENCADRANT)``: log in, on the address of the département."""

    def connecter(role=Role.REFERENT, **champs):
        agent = un_agent(role, **champs)
        client.force_login(agent)
        client.defaults["HTTP_HOST"] = ardeche.hote
        return agent

    return connecter


@pytest.fixture
def base_vivante(django_db_setup, django_db_blocker):
    """A database of its own, where commits are real: for browsers, workers and other processes."""
    nom = f"spie_vivante_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}"
    bases.copier(nom)
    with django_db_blocker.unblock(), bases.branche_sur(nom):
        yield nom
    bases.effacer(nom)


@pytest.fixture
def environnement(base_vivante):
    """The environment of a process of the application on the living database."""
    return environnement_de_la_base()


def environnement_de_la_base() -> dict:
    """What a process must know to work on the database of the moment."""
    reglages = connections["default"].settings_dict
    proprietaire = connections["proprietaire"].settings_dict
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "spie.settings.test",
        "DATABASE_URL": _url(reglages),
        "DATABASE_URL_PROPRIETAIRE": _url(proprietaire),
    }


def _url(reglages: dict) -> str:
    return f"postgresql://{reglages['USER']}:{reglages['PASSWORD']}@/{reglages['NAME']}?host={reglages['HOST']}"


@pytest.fixture
def site(environnement):
    """The real web server on the living database. Gives its port: http://07.localhost:port."""
    with serveur(environnement) as port:
        yield port


@contextmanager
def serveur(environnement: dict):
    """Start the real web server, give its port, stop it."""
    port = port_libre()
    commande = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "spie.wsgi:application"]
    with subprocess.Popen(commande, cwd=RACINE, env=environnement, stdout=subprocess.DEVNULL) as processus:
        try:
            _attendre(f"http://127.0.0.1:{port}/sante/")
            yield port
        finally:
            processus.terminate()


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _attendre(url: str, secondes: int = 30) -> None:
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"Rien ne répond à {url} après {secondes} secondes.")
