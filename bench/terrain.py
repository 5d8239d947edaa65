"""A place to measure: services of its own, one database per number of people."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg.sql import SQL, Identifier

from bench import dossier, envois
from spie.socle.outillage.embarques import adresses, postgres, services

DEPARTEMENT, GRAINE = "07", 1


@contextmanager
def serveurs() -> Iterator[Path]:
    """Start PostgreSQL and Redis; a folder that nobody chose disappears at the end."""
    racine = Path(os.environ["SPIE_DONNEES"])
    with ExitStack() as pile:
        if racine == dossier.TEMPORAIRE:
            pile.callback(shutil.rmtree, racine, ignore_errors=True)
        pile.enter_context(services(racine))
        pile.callback(connections.close_all)
        yield racine


def base(racine: Path, nom: str) -> None:
    """Make the database ``nom`` if needed, migrate it, and work in it from now on."""
    postgres.amorcer(racine, nom)
    for alias in ("default", "proprietaire"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = nom
    call_command("migrate", database="proprietaire", verbosity=0)


@contextmanager
def base_jetable(racine: Path, nom: str) -> Iterator[None]:
    """An empty migrated database, dropped at the end."""
    base(racine, nom)
    try:
        yield
    finally:
        connections.close_all()
        with psycopg.connect(adresses(racine).database_url_superutilisateur, autocommit=True) as connexion:
            connexion.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(nom)))


def peuplee(racine: Path, personnes: int) -> None:
    """Work in the base of so many people, filled once."""
    base(racine, f"banc_{personnes}")
    marque = racine / f"banc_{personnes}"
    if marque.exists():
        return
    dire(f"Création de {personnes} allocataires inventés…")
    call_command("peupler", departement=DEPARTEMENT, personnes=personnes, graine=GRAINE)
    envois.semer(DEPARTEMENT, GRAINE)
    ranger()
    marque.touch()


def a_chaque_taille(description: str | None, mesurer: Callable[[int, int], None], *, personnes: int, fois: int) -> None:
    """Read ``--personnes`` (several) and ``--fois``, then measure in the base of each size."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--personnes", type=int, nargs="+", default=[personnes])
    options.add_argument("--fois", type=int, default=fois)
    choix = options.parse_args()
    with serveurs() as racine:
        for nombre in choix.personnes:
            peuplee(racine, nombre)
            mesurer(nombre, choix.fois)


def ranger() -> None:
    """What the autovacuum would do in the next minutes: measures must not depend on when it comes."""
    with connections["proprietaire"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def dire(texte: str) -> None:
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()
