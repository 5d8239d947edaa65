"""Databases of the tests: migrated once into a model, then copied, which takes a tenth of a second."""

import os
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

MODELE = "spie_modele"


def superutilisateur(base: str = "postgres"):
    """Open a connection that may create databases; no code of the project ever uses it."""
    return psycopg.connect(os.environ["SPIE_TEST_SUPERUTILISATEUR"].replace("/postgres?", f"/{base}?"), autocommit=True)


def copier(nom: str, modele: str = MODELE) -> None:
    """Make the database ``nom`` anew, as a copy of ``modele``."""
    effacer(nom)
    with superutilisateur() as connexion:
        connexion.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER spie_proprietaire").format(
                sql.Identifier(nom), sql.Identifier(modele)
            )
        )


def effacer(nom: str) -> None:
    with superutilisateur() as connexion:
        connexion.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nom)))


def brancher(nom: str) -> None:
    """Point both connections of Django at the database ``nom``."""
    for alias in ("default", "proprietaire"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = nom


@contextmanager
def branche_sur(nom: str):
    """Work on another database for a while."""
    avant = connections["default"].settings_dict["NAME"]
    brancher(nom)
    try:
        yield nom
    finally:
        brancher(avant)


def migrer() -> None:
    call_command("migrate", database="proprietaire", verbosity=0)
