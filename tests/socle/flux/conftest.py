"""A département on a database where commits are real: a load commits step by step."""

import pytest

from spie.demonstration.flux_caf import Mois
from tests.factories import un_departement
from tests.socle.flux.gestes import charger


@pytest.fixture
def en_07(base_vivante, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return un_departement()


@pytest.fixture
def mois(en_07, tmp_path):
    """``mois(range(1, 21), reference=NOV)``: load that month."""
    return lambda foyers, **champs: charger(Mois(foyers, **champs), dossier=tmp_path)
