"""Les services embarqués : ils démarrent, se réparent, et ne laissent rien derrière eux."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from spie.socle.outillage.embarques import adresses, base_django, services

RACINE = Path(__file__).parents[3]
DROITS = "SELECT rolsuper, rolbypassrls, rolinherit, rolcanlogin FROM pg_roles WHERE rolname = %s"
PARENT = """
import sys, time
from pathlib import Path
from spie.socle.outillage.embarques import services
with services(Path(sys.argv[1]), rapide=True):
    print("prêt", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def racine():
    # Hors de tmp_path : le compte de PostgreSQL doit pouvoir y entrer, et une socket a un chemin court.
    dossier = Path(f"/var/tmp/spie-essai-{os.getuid()}-{os.getpid()}")
    yield dossier
    shutil.rmtree(dossier, ignore_errors=True)


def processus_de(dossier: Path) -> list[int]:
    """Donne les serveurs qui nomment ce dossier sur leur ligne de commande."""
    trouves = []
    for ligne in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            texte = ligne.read_bytes()
        except OSError:
            continue
        pid = int(ligne.parent.name)
        if str(dossier).encode() in texte and b"-c\0" not in texte[:60] and pid != os.getpid():
            trouves.append(pid)
    return trouves


def attendre_la_fin(dossier: Path, secondes: float = 20) -> list[int]:
    fin = time.monotonic() + secondes
    while (restants := processus_de(dossier)) and time.monotonic() < fin:
        time.sleep(0.1)
    return restants


def postmaster(racine: Path) -> int:
    return int((racine / "pg" / "postmaster.pid").read_text().split()[0])


def test_les_services_repondent_puis_s_arretent_sans_laisser_de_processus(racine):
    with services(racine, rapide=True) as ou:
        with psycopg.connect(ou.database_url) as connexion:
            assert connexion.execute("SELECT current_user").fetchone() == ("spie_appli",)
        assert Redis.from_url(ou.redis_url).ping()
        assert processus_de(racine)
    assert attendre_la_fin(racine) == []


def test_apres_la_mort_brutale_du_postmaster_le_demarrage_suivant_repare(racine):
    with services(racine) as ou:
        with psycopg.connect(ou.database_url_proprietaire) as connexion:
            connexion.execute("CREATE TABLE garde AS SELECT 7 AS valeur")
        os.kill(postmaster(racine), signal.SIGKILL)
    with services(racine) as ou, psycopg.connect(ou.database_url) as connexion:
        assert connexion.execute("SELECT valeur FROM garde").fetchone() == (7,)


def test_apres_la_mort_brutale_du_parent_les_enfants_meurent_et_tout_repart(racine):
    commande = [sys.executable, "-c", PARENT, str(racine)]
    with subprocess.Popen(commande, cwd=RACINE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout.readline().strip() == "prêt"
        parent.kill()
    assert attendre_la_fin(racine) == []
    with services(racine, rapide=True) as ou, psycopg.connect(ou.database_url) as connexion:
        assert connexion.execute("SELECT 1").fetchone() == (1,)


def test_chaque_role_a_exactement_les_droits_dits(racine):
    with services(racine, rapide=True) as ou:
        with psycopg.connect(ou.database_url_proprietaire) as connexion:
            assert connexion.execute(DROITS, ["spie_appli"]).fetchone() == (False, False, False, True)
            assert connexion.execute(DROITS, ["spie_proprietaire"]).fetchone() == (False, True, True, True)
            assert connexion.execute(DROITS, ["spie_recherche"]).fetchone()[:2] == (False, True)
            assert connexion.execute(DROITS, ["spie_recherche"]).fetchone()[3] is False
            connexion.execute("CREATE TABLE essai (id bigserial, valeur int)")
        with psycopg.connect(ou.database_url, autocommit=True) as connexion:
            connexion.execute("INSERT INTO essai (valeur) VALUES (1)")
            connexion.execute("UPDATE essai SET valeur = 2")
            connexion.execute("DELETE FROM essai")
            for interdit in ("TRUNCATE essai", "CREATE TABLE autre (id int)", "DROP TABLE essai"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connexion.execute(interdit)


def test_les_adresses_se_disent_sans_rien_demarrer(racine):
    ou = adresses(racine)
    assert not racine.exists()
    assert base_django(ou.database_url)["HOST"] == str(racine / "pg")


def test_une_adresse_tcp_devient_une_entree_de_databases():
    entree = base_django("postgresql://moi:mot%40passe@serveur:5433/spie?sslmode=require")
    assert entree["HOST"] == "serveur"
    assert entree["PORT"] == "5433"
    assert entree["PASSWORD"] == "mot@passe"
    assert entree["OPTIONS"] == {"sslmode": "require"}
