"""Somebody at the desk, and a real browser."""

import pytest

from spie.socle.comptes.roles import Role
from tests.navigateur import browser_type_launch_args  # noqa: F401


@pytest.fixture
def referente(connecte):
    return connecte(Role.REFERENT)
