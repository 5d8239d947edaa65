"""Somebody at the desk, and a real browser."""

import pytest

from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from tests.accueil.programmes import un_programme
from tests.factories import un_departement, une_structure
from tests.navigateur import browser_type_launch_args  # noqa: F401


@pytest.fixture
def referente(connecte):
    return connecte(Role.REFERENT)


@pytest.fixture
def programme(ardeche, maintenant):
    """A program of the whole département, with every scope."""
    return un_programme()


@pytest.fixture
def partenaire(ardeche, maintenant):
    """A program of a structure."""
    return un_programme(Role.PARTENAIRE, structure=une_structure("Association fictive", "ASSOCIATION"))


@pytest.fixture
def suivi(base_vivante, maintenant):
    """A program of the département, in a database where commits are real."""
    un_departement()
    with departement_courant("07"):
        return un_programme()
