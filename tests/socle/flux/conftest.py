"""A département on a database where commits are real: a load commits step by step."""

import pytest

from tests.factories import un_departement


@pytest.fixture
def en_07(base_vivante, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return un_departement()
