"""What every test of the sessions needs: a stopped clock and somebody at the desk."""

import os
import shutil

import pytest

from spie.socle.comptes.roles import Role
from tests.factories import un_agent

# Playwright keeps an event loop in this thread: the ORM may still be called from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _ce_matin(maintenant):
    """All these tests speak of delays."""


@pytest.fixture
def secretaire(ardeche):
    return un_agent(Role.ACCUEIL)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; as root it has no sandbox."""
    chromium = shutil.which("chromium")
    options = ["--no-sandbox", "--disable-dev-shm-usage"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": options}
