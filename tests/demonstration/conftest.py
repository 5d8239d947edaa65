"""A département filled once for all the tests of this folder, in a database of its own: COPY really commits."""

import os
from contextlib import contextmanager, redirect_stderr
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests import bases

AU = date(2026, 11, 24)
PERSONNES = 2500


@contextmanager
def base_peuplee(**options):
    """Fill a fresh copy of the database; give what the command said."""
    nom = f"spie_peuplee_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}"
    sorties = {"stdout": StringIO(), "stderr": StringIO()}
    bases.copier(nom)
    try:
        with bases.branche_sur(nom), redirect_stderr(sorties["stderr"]):
            call_command("peupler", **{"departement": "07", "graine": 1, "au": AU} | options, **sorties)
            yield "".join(sortie.getvalue() for sortie in sorties.values())
    finally:
        bases.effacer(nom)


@pytest.fixture(scope="module")
def peuplement(django_db_setup, django_db_blocker):
    """The Ardèche of the demonstration, smaller; what the command said."""
    with django_db_blocker.unblock(), base_peuplee(personnes=PERSONNES) as paroles:
        yield paroles
