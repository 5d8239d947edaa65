"""The whole product, running: web, worker, Redis, PostgreSQL, and a catcher in the place of the providers."""

import pytest

from tests.navigateur import browser_type_launch_args
from tests.processus import capteur, environnement_complet, redis_a_soi, worker

__all__ = ["browser_type_launch_args", "capteur", "worker"]


@pytest.fixture
def environnement(environnement, capteur):
    with redis_a_soi() as dossier:
        yield environnement_complet(environnement, dossier, capteur)
