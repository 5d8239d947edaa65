"""The processes of the demonstration: what to start, how to watch them, how to stop them in order."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from spie.socle.outillage.embarques import enfants

RACINE = Path(__file__).resolve().parents[3]


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
    environnement = os.environ | {"SPIE_DONNEES": str(dossier)}
    for nom, commande in commandes(port, dossier).items():
        enfant = enfants.lancer(
            commande,
            journal=dossier / f"{nom}.log",
            signal_de_fin=signal.SIGTERM,
            cwd=RACINE,
            env=environnement,
        )
        pile.callback(enfants.arreter, enfant)
        processus[nom] = enfant
    return processus


def attendre(port: int, web: subprocess.Popen, *, secondes: float = 60) -> bool:
    """Wait until the web server answers something, whatever it is; False when it died or stays mute."""
    fin = time.monotonic() + secondes
    while time.monotonic() < fin and web.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=2)
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
