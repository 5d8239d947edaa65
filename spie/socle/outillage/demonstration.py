"""The processes of the demonstration: what to start, how to watch them, how to stop them in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

from spie.socle.outillage.embarques import DemarrageImpossible, enfants

RACINE = Path(__file__).resolve().parents[3]
PORT_CAPTEUR = 8025
# A proxy of the environment knows nothing of this machine's loopback.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def commandes(port: int, dossier: Path) -> dict[str, list]:
    """Name each process of the application and the command that starts it."""
    python = [sys.executable, "-m"]
    return {
        "capteur": [sys.executable, RACINE / "manage.py", "capteur"],
        "web": [*python, "granian", "--interface", "wsgi", "--port", port, "spie.wsgi:application"],
        "worker": [*python, "celery", "-A", "spie", "worker", "-Q", "envois,flux", "-c", 2, "-l", "warning"],
        "beat": [*python, "celery", "-A", "spie", "beat", "-l", "warning", "-s", dossier / "celerybeat-schedule"],
    }


def demarrer(port: int, dossier: Path, pile: ExitStack) -> dict[str, subprocess.Popen]:
    """Start the web server, the worker and the timetable; the stack stops them, last started first."""
    processus = {}
    capteur = PORT_CAPTEUR if libre(PORT_CAPTEUR) else port_libre()
    environnement = os.environ | {
        "SPIE_DONNEES": str(dossier),
        "SPIE_PORT_CAPTEUR": str(capteur),
        "SPIE_ADRESSE_PUBLIQUE": f"http://{{hote}}:{port}",
    }
    for nom, commande in commandes(port, dossier).items():
        enfant = enfants.lancer(
            commande,
            journal=dossier / f"{nom}.log",
            signal_de_fin=signal.SIGTERM,
            cwd=RACINE,
            env=environnement,
        )
        (dossier / f"{nom}.pid").write_text(str(enfant.pid))
        pile.callback(enfants.arreter, enfant)
        processus[nom] = enfant
    return processus


def finir_les_restes(dossier: Path) -> None:
    """End what a demonstration killed outright may have left: the kernel told its children, some are slow to obey."""
    for nom in commandes(0, dossier):
        with suppress(FileNotFoundError, ValueError):
            session = int((dossier / f"{nom}.pid").read_text())
            for pid in _membres(session, dossier):
                enfants.finir(pid)


def _membres(session: int, dossier: Path) -> list[int]:
    """The processes of this session that work on this folder; a number used again by a stranger does not match."""
    marque = f"SPIE_DONNEES={dossier}\0".encode()
    membres = []
    for environnement in Path("/proc").glob("[0-9]*/environ"):
        pid = int(environnement.parent.name)
        with suppress(OSError):
            if os.getsid(pid) == session and marque in environnement.read_bytes():
                membres.append(pid)
    return membres


def libre(port: int) -> bool:
    """Say whether a port of the loopback may be listened to."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def port_libre() -> int:
    """Let the kernel choose a port of the loopback."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def verifier_port(port: int) -> None:
    """Raise ``DemarrageImpossible`` when the web server could not listen there."""
    if not libre(port):
        raise DemarrageImpossible(
            f"le port {port} est déjà pris ou interdit. Choisissez-en un autre : make demo OPTIONS='--port {port + 1}'"
        )


def attendre(port: int, web: subprocess.Popen, *, secondes: float = 60) -> bool:
    """Wait until the web server answers something, whatever it is; False when it died or stays mute."""
    fin = time.monotonic() + secondes
    while time.monotonic() < fin and web.poll() is None:
        try:
            _direct.open(f"http://127.0.0.1:{port}/sante/", timeout=2)
            return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def surveiller(processus: dict[str, subprocess.Popen]) -> str:
    """Wait as long as all live; give the name of the first one that stops."""
    while True:
        for nom, enfant in processus.items():
            if enfant.poll() is not None:
                return nom
        time.sleep(0.5)
