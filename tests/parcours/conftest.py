"""What every test of the sessions needs: a stopped clock and somebody at the desk."""

import pytest

from spie.socle.comptes.roles import Role
from tests.factories import un_agent
from tests.navigateur import browser_type_launch_args

__all__ = ["browser_type_launch_args"]


@pytest.fixture(autouse=True)
def _ce_matin(maintenant):
    """All these tests speak of delays."""


@pytest.fixture
def secretaire(ardeche):
    return un_agent(Role.ACCUEIL)
