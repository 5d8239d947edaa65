"""What the tests of decisions share: a stopped clock, and someone to entrust people to."""

import pytest

from spie.socle.comptes.roles import Role
from tests.factories import AUJOURDHUI, un_agent, un_parcours, une_personne
from tests.gabarits import variables_connues

__all__ = ["variables_connues"]


@pytest.fixture
def ce_matin(maintenant, ardeche):
    return maintenant


@pytest.fixture
def referente(ce_matin):
    return un_agent(Role.REFERENT, prenom="Inès", nom="FACTICE", telephone="04 65 71 00 08").affectations.get()


@pytest.fixture
def referente_pleine(referente):
    """Five people for a twentieth of a full-time job: the most that a caseload may hold."""
    referente.etp = "0.05"
    referente.save()
    for n in range(5):
        un_parcours(
            personne=une_personne(f"FACTICE{n}", mobile=None),
            modalite="SOCIALE",
            structure=referente.structure,
            referent=referente,
            confie_le=AUJOURDHUI,
        )
    return referente
