"""Reading never writes: every page of every app is opened by GET under a connection that refuses to write."""

import re

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from spie.socle.comptes.roles import Role
from tests.architecture.test_adresses import adresses

LECTURE = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|WITH|SET LOCAL|DECLARE|FETCH|CLOSE|EXPLAIN)\b", re.I)
# Logging in and the session itself; nothing of the domain.
TECHNIQUES = ("django_session",)


class EcritureEnLecture(AssertionError):
    """A GET tried to change the database."""


def refuser_les_ecritures(executer, sql, params, many, context):
    if not LECTURE.match(sql) and not any(table in sql for table in TECHNIQUES):
        raise EcritureEnLecture(sql[:200])
    return executer(sql, params, many, context)


def pages_sans_argument():
    for motif in adresses():
        nom = motif.name
        espaces = (
            "accueil",
            "comptes",
            "interface",
            "personnes",
            "flux",
            "imports",
            "envois",
            "courriers",
            "parcours",
            "orientation",
        )
        for espace in espaces:
            try:
                yield reverse(f"{espace}:{nom}")
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("role", Role.values)
def test_ouvrir_une_page_n_ecrit_jamais(connecte, client, role):
    connecte(role)
    chemins = sorted(set(pages_sans_argument()))
    assert len(chemins) > 5
    with connection.execute_wrapper(refuser_les_ecritures):
        statuts = {chemin: client.get(chemin).status_code for chemin in chemins}
    assert {chemin: s for chemin, s in statuts.items() if s not in (200, 302, 403, 404, 405)} == {}


def test_une_page_qui_ecrirait_serait_vue(ardeche):
    with connection.execute_wrapper(refuser_les_ecritures), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        with pytest.raises(EcritureEnLecture):
            cursor.execute("UPDATE territoires_departement SET nom = nom")
