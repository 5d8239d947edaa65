"""Reading never writes: every page of every app is opened by GET under a connection that refuses to write."""

import re

import pytest
from django.db import connection

from spie.socle.comptes.roles import Role
from tests.visite.catalogue import CATALOGUE, adresses, chemin

LECTURE = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|WITH|SET LOCAL|DECLARE|FETCH|CLOSE|EXPLAIN)\b", re.I)
# A WITH may hide one.
ECRITURE = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\w+|DELETE\s+FROM|MERGE\s+INTO)\b", re.I)
# Logging in and the session itself; when a key was last used; nothing of the domain.
TECHNIQUES = ("django_session",)
USAGE = 'UPDATE "comptes_jeton" SET "servi_le" = '
# Who opened the page of a person: added to, never changed, and no decision reads it (decision 0014).
JOURNAL = 'INSERT INTO "personnes_consultation" '


class EcritureEnLecture(AssertionError):
    """A GET tried to change the database."""


def refuser_les_ecritures(executer, sql, params, many, context):
    ecrit = not LECTURE.match(sql) or (sql.lstrip()[:4].upper() == "WITH" and ECRITURE.search(sql))
    if ecrit and not any(table in sql for table in TECHNIQUES) and not sql.startswith((JOURNAL, USAGE)):
        raise EcritureEnLecture(sql[:200])
    return executer(sql, params, many, context)


def a_lire(role, monde) -> set[str]:
    """One address of each name of the map that this role may open, pages or not."""
    noms = {adresse.nom for adresse in adresses() if role in adresse.roles and adresse.nom != "admin:"}
    return {chemin(nom, CATALOGUE[nom], monde) for nom in noms}


@pytest.mark.parametrize("role", Role.values)
def test_ouvrir_une_page_n_ecrit_jamais(entrer, deux_mondes, role):
    client, chemins = entrer(role), a_lire(role, deux_mondes["07"])
    with connection.execute_wrapper(refuser_les_ecritures):
        statuts = {chemin: client.get(chemin).status_code for chemin in chemins}
    assert {chemin: s for chemin, s in statuts.items() if s not in (200, 302, 400, 401, 403, 404, 405)} == {}
    assert list(statuts.values()).count(200) >= 5


@pytest.mark.parametrize(
    "ecriture",
    [
        "UPDATE territoires_departement SET nom = nom",
        "INSERT INTO territoires_departement (code) VALUES ('99')",
        "DELETE FROM territoires_departement",
        "WITH x AS (UPDATE territoires_departement SET nom = nom RETURNING 1) SELECT * FROM x",
        "UPDATE personnes_consultation SET le = le",
        'UPDATE "comptes_jeton" SET "retire_le" = NULL',
        "DELETE FROM personnes_consultation",
        "TRUNCATE territoires_departement",
        "DO $$ BEGIN DELETE FROM territoires_departement; END $$",
    ],
)
def test_une_page_qui_ecrirait_serait_vue(ardeche, ecriture):
    with connection.execute_wrapper(refuser_les_ecritures), connection.cursor() as cursor:
        cursor.execute("WITH x AS (SELECT 1) SELECT * FROM x")
        with pytest.raises(EcritureEnLecture):
            cursor.execute(ecriture)
