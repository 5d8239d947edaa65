"""The product as it runs: its own Redis, a catcher on the loopback, and real Celery workers that may be killed."""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from celery import Celery
from redis import Redis

from spie.socle.envois.capteur.serveur import Memoire, serveur
from spie.socle.outillage import demonstration
from spie.socle.outillage.embarques import adresses, enfants, redis

RACINE = Path(__file__).parents[1]


class Capteur:
    """A provider of SMS, mails and letters: what it received, and how it misbehaves on order."""

    def __init__(self, port: int, memoire: Memoire):
        self.adresse, self.memoire = f"http://127.0.0.1:{port}", memoire

    def recus(self, canal: str = "sms") -> list[dict]:
        return [message for message in list(self.memoire.messages) if message["canal"] == canal]

    def panne(self, faire: str, *, canal: str = "sms", fois: int = 1) -> None:
        corps = json.dumps({"canal": canal, "faire": faire, "fois": fois}).encode()
        urlopen(Request(f"{self.adresse}/pannes", data=corps, method="POST"), timeout=5).close()


@contextmanager
def capteur_ouvert(dossier: Path):
    """The catcher of the product, on a free port, in this process."""
    http = serveur(0, dossier)
    http.daemon_threads = True
    fil = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    fil.start()
    try:
        yield Capteur(http.server_port, http.RequestHandlerClass.memoire)
    finally:
        http.shutdown()
        http.server_close()
        fil.join()


@pytest.fixture
def capteur(tmp_path):
    with capteur_ouvert(tmp_path / "capteur") as ouvert:
        yield ouvert


@contextmanager
def redis_a_soi():
    """A Redis of its own, so that no other test takes the nudges. Gives its data folder, short enough for a socket."""
    dossier = Path(f"/var/tmp/spie-recit-{os.getuid()}-{os.getpid()}")
    dossier.mkdir(mode=0o700)
    try:
        processus = redis.demarrer(dossier)
        try:
            yield dossier
        finally:
            enfants.arreter(processus)
    finally:
        shutil.rmtree(dossier)


def environnement_complet(environnement: dict, dossier: Path, capteur: Capteur) -> dict:
    """The environment of the processes of one story: its database, its Redis, its files, its providers."""
    canaux = {f"SPIE_{canal.upper()}_URL": f"{capteur.adresse}/{canal}" for canal in ("sms", "courriel", "courrier")}
    return environnement | canaux | {"SPIE_DONNEES": str(dossier)}


class Worker:
    """The worker of the product: the very command of the demonstration, in a group that is killed at once."""

    def __init__(self, environnement: dict):
        self.environnement = environnement
        self.dossier = Path(environnement["SPIE_DONNEES"])
        self.journal = self.dossier / "worker.log"
        self.processus = None

    def demarrer(self) -> None:
        commande = demonstration.commandes(0, self.dossier)["worker"]
        self.processus = enfants.lancer(
            commande, journal=self.journal, signal_de_fin=signal.SIGTERM, cwd=RACINE, env=self.environnement
        )

    def tuer(self) -> None:
        """``kill -9`` of the worker and of its children: nobody has time to put anything away."""
        if self.processus and self.processus.poll() is None:
            os.killpg(self.processus.pid, signal.SIGKILL)
            self.processus.wait()

    def oublier(self) -> None:
        """Redis forgets everything it was told."""
        with Redis.from_url(adresses(self.dossier).redis_url) as redis_:
            redis_.flushall()

    def demander(self, tache: str) -> None:
        """Put a task in the queue, as the timetable does."""
        with Celery(broker=adresses(self.dossier).celery_url, set_as_current=False) as client:
            client.send_task(tache, queue="envois")


@pytest.fixture
def worker(environnement):
    worker = Worker(environnement)
    yield worker
    worker.tuer()


def attendre(vrai: Callable[[], object], *, quoi: str, secondes: float = 60, pas: float = 0.02):
    """Wait until ``vrai()`` holds, and give its value."""
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        if valeur := vrai():
            return valeur
        time.sleep(pas)
    raise TimeoutError(f"Toujours pas au bout de {secondes} secondes : {quoi}.")


__all__ = ["Capteur", "Worker", "attendre", "capteur", "environnement_complet", "redis_a_soi", "worker"]
