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


@contextmanager
def copie_a_part(suffixe: str):
    """Work for a while on a copy of the present database, then forget it: what would have happened otherwise."""
    ici = connections["default"].settings_dict["NAME"]
    nom = f"{ici}_{suffixe}"
    brancher(ici)  # nobody may be connected to what is copied
    copier(nom, ici)
    with branche_sur(nom):
        yield nom
    effacer(nom)


def migrer() -> None:
    call_command("migrate", database="proprietaire", verbosity=0)
