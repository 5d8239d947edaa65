"""Two files of the same person, and someone who may make one of them."""

import pytest

from spie.socle.comptes.roles import Role
from tests.factories import une_personne


@pytest.fixture
def encadrante(connecte):
    return connecte(Role.ENCADRANT)


@pytest.fixture
def deux(encadrante):
    return une_personne("BALDI", "Maëlle"), une_personne("BALDI", "Maelle", mobile="+33639980002")
