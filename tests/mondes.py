"""Two full départements, made once per worker: what is done in one must never be seen in the other."""

import os

import pytest

from spie.socle.comptes.middleware import CLE_SESSION
from tests import bases
from tests.monde import monde_de


@pytest.fixture(scope="session")
def base_des_mondes(django_db_setup, django_db_blocker):
    """A database of this worker with two full départements. Its tests leave it as they found it."""
    nom = f"spie_mondes_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}"
    bases.copier(nom)
    with django_db_blocker.unblock(), bases.branche_sur(nom):
        mondes = {code: monde_de(code, marque) for code, marque in (("07", "SPECIMEN"), ("08", "AILLEURS"))}
    yield nom, mondes
    bases.effacer(nom)


@pytest.fixture
def deux_mondes(base_des_mondes, django_db_blocker):
    """``deux_mondes["07"]["session"]``: the Ardèche, and the Ardennes where everything bears «AILLEURS»."""
    nom, mondes = base_des_mondes
    with django_db_blocker.unblock(), bases.branche_sur(nom):
        yield mondes


@pytest.fixture
def copie_des_mondes(base_des_mondes, django_db_blocker):
    """The same two départements, in a database that the test may spoil."""
    nom = f"{base_des_mondes[0]}_copie"
    bases.copier(nom, modele=base_des_mondes[0])
    with django_db_blocker.unblock(), bases.branche_sur(nom):
        yield nom
    bases.effacer(nom)


@pytest.fixture
def entrer(deux_mondes, client):
    """``client = entrer(Role.PILOTE)``: somebody at work in the Ardèche of ``deux_mondes``."""

    def entrer(role):
        client.defaults["HTTP_HOST"] = "07.testserver"
        client.force_login(deux_mondes["07"]["agents"][role])
        session = client.session
        session[CLE_SESSION] = str(deux_mondes["07"]["affectations"][role].pk)
        session.save()
        return client

    return entrer
