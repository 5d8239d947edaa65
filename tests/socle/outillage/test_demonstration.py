"""La démonstration : elle démarre, survit à une mort brutale, et ne laisse rien derrière elle."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from spie.socle.outillage.demonstration import port_libre
from spie.socle.outillage.embarques import adresses

RACINE = Path(__file__).parents[3]
ETRANGERES = ("DATABASE_URL", "DATABASE_URL_PROPRIETAIRE", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
# Thirty-six households in each of the two départements, and up to four more in each, for people who look alike: the
# day decides how many.
FOYERS = range(2 * 36, 2 * 40 + 1)


@pytest.fixture
def dossier():
    dossier = Path(f"/var/tmp/spie-demo-{os.getuid()}-{os.getpid()}")
    yield dossier
    shutil.rmtree(dossier, ignore_errors=True)


@pytest.fixture
def lancer(dossier):
    """Démarre « manage.py demo » sur un port libre, avec peu de monde ; tout est arrêté à la fin."""
    lances = []

    def lancer(*options, port=None, **environnement):
        reglages = {cle: valeur for cle, valeur in os.environ.items() if cle not in ETRANGERES}
        port = port or port_libre()
        commande = [sys.executable, "manage.py", "demo", "--port", str(port), "--personnes", "60", *options]
        processus = subprocess.Popen(
            commande,
            cwd=RACINE,
            env=reglages | {"SPIE_DONNEES": str(dossier)} | environnement,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processus.port = port
        lances.append(processus)
        return processus

    yield lancer
    for processus in lances:
        processus.terminate()
        processus.communicate(timeout=60)


def attendre(demo, phrase: str) -> None:
    """Lit ce que dit la démonstration jusqu'à cette phrase."""
    dites = []
    for ligne in demo.stdout:
        dites.append(ligne)
        if phrase in ligne:
            return
    raise AssertionError(f"« {phrase} » n'a pas été dit : {''.join(dites)}{demo.stderr.read()}")


def processus_de(dossier: Path) -> set[str]:
    """Donne les commandes des processus, morts exceptés, qui travaillent sur ce dossier."""
    trouves = set()
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            environnement, commande = (proc / "environ").read_bytes(), (proc / "cmdline").read_bytes()
        except OSError:
            continue
        if commande and (f"SPIE_DONNEES={dossier}\0".encode() in environnement or str(dossier).encode() in commande):
            trouves.add(commande.replace(b"\0", b" ").decode())
    return trouves


def attendre_la_fin(dossier: Path, secondes: float = 30) -> set[str]:
    fin = time.monotonic() + secondes
    while (restants := processus_de(dossier)) and time.monotonic() < fin:
        time.sleep(0.1)
    return restants


def foyers(dossier: Path) -> int:
    with psycopg.connect(adresses(dossier).database_url_proprietaire) as connexion:
        return connexion.execute("SELECT count(*) FROM personnes_foyer").fetchone()[0]


def repond(demo) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/sante/", timeout=5) as reponse:
        return reponse.status == 200


def attendre_initdb(dossier: Path, secondes: float = 60) -> None:
    fin = time.monotonic() + secondes
    while not list(dossier.glob("pg.neuf-*/PG_VERSION")):
        assert time.monotonic() < fin, "initdb n'a pas commencé"
        time.sleep(0.005)


def test_interrompue_au_pire_moment_la_demonstration_se_refait_en_entier(lancer, dossier):
    # given: tuée pendant la création de la base, puis pendant le remplissage
    premiere = lancer()
    attendre_initdb(dossier)
    premiere.kill()
    assert not (dossier / "pg").exists()
    deuxieme = lancer()
    attendre(deuxieme, "Création de 12 foyers")
    deuxieme.kill()

    # when
    troisieme = lancer()
    attendre(troisieme, "est prête")

    # then
    assert foyers(dossier) in FOYERS
    assert list(dossier.glob("pg.neuf-*")) == []
    assert (dossier / "RSABEM_essai.xml").stat().st_size > 1000

    # when: une autre au même endroit
    intruse = lancer()

    # then
    assert intruse.wait(60) == 1
    assert f"tourne déjà ici (processus {troisieme.pid})" in intruse.stderr.read()
    assert repond(troisieme)


def test_tuee_la_demonstration_repart_avec_ses_donnees_et_ctrl_c_ne_laisse_rien(lancer, dossier):
    # given
    tuee = lancer()
    attendre(tuee, "est prête")
    assert {nom for nom in ("capteur", "granian", "worker", "beat") if nom in " ".join(processus_de(dossier))} == {
        "capteur", "granian", "worker", "beat",
    }  # fmt: skip

    # when: le parent et le maître du site meurent, qui laisse un serveur orphelin sur le port
    tuee.kill()
    os.kill(int((dossier / "web.pid").read_text()), signal.SIGKILL)
    suivante = lancer(port=tuee.port)
    attendre(suivante, "est prête")

    # then
    assert repond(suivante)
    assert foyers(dossier) in FOYERS
    assert sum("manage.py capteur" in commande for commande in processus_de(dossier)) == 1

    # when
    suivante.send_signal(signal.SIGINT)
    assert suivante.wait(60) == 0

    # then
    assert attendre_la_fin(dossier) == set()


def test_un_port_pris_se_dit_en_une_ligne_avec_le_remede(lancer):
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        demo = lancer(port=port)
        _, erreur = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert erreur.splitlines() == [
        f"Démarrage impossible : le port {port} est déjà pris ou interdit. "
        f"Choisissez-en un autre : make demo OPTIONS='--port {port + 1}'"
    ]


def test_sans_pango_une_ligne_dit_le_paquet_a_installer(lancer, tmp_path):
    # given
    (tmp_path / "libpango-1.0.so.0").touch()

    # when
    demo = lancer(LD_LIBRARY_PATH=str(tmp_path))
    _, erreur = demo.communicate(timeout=60)

    # then
    assert demo.returncode == 1
    assert len(erreur.splitlines()) == 1
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in erreur


@pytest.mark.parametrize(
    ("mauvais", "raison"),
    [
        ("/proc/spie", "impossible d'écrire dans /proc/spie"),
        (f"/var/tmp/{'long' * 25}", "est trop long pour une socket"),
    ],
)
def test_un_dossier_qui_ne_convient_pas_se_dit_en_une_ligne(lancer, mauvais, raison):
    demo = lancer(SPIE_DONNEES=mauvais)
    _, erreur = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert len(erreur.splitlines()) == 1
    assert raison in erreur
    assert "SPIE_DONNEES=/un/dossier make demo" in erreur
