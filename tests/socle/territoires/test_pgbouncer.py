"""The announcement dies with its transaction: a connection shared by many clients never leaks a département."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from spie.socle.outillage.embarques import enfants
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Territoire
from tests.conftest import port_libre
from tests.factories import un_departement

PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
LECTURES = 60


@pytest.fixture
def par_pgbouncer(base_vivante, tmp_path):
    """PgBouncer in transaction mode with two server connections, before the living database."""
    if not Path(PGBOUNCER).exists():
        pytest.skip("PgBouncer n'est pas installé (paquet Debian « pgbouncer »).")
    port, reglages = port_libre(), connections["default"].settings_dict
    (tmp_path / "pgbouncer.ini").write_text(
        f"[databases]\n{base_vivante} = host={reglages['HOST']} dbname={base_vivante} user=spie_appli pool_size=2\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        f"pool_mode = transaction\nmax_client_conn = 50\n"
    )
    commande = [PGBOUNCER, str(tmp_path / "pgbouncer.ini")]
    if os.geteuid() == 0:
        tmp_path.chmod(0o755)
        for parent in tmp_path.parents[:3]:
            parent.chmod(0o755)
        commande[1:1] = ["-u", enfants.compte()]
    with subprocess.Popen(commande, stdout=(tmp_path / "journal").open("wb"), stderr=subprocess.STDOUT) as processus:
        adresse = f"postgresql://spie_appli@127.0.0.1:{port}/{base_vivante}"
        try:
            _attendre(adresse)
            yield adresse
        finally:
            processus.terminate()


def _attendre(adresse: str) -> None:
    for _ in range(40):
        try:
            psycopg.connect(adresse, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise TimeoutError("PgBouncer n'a pas démarré.")


def lire(adresse: str, code: str) -> list[tuple]:
    """Read the territories as a client that announces its département, many times."""
    vus = []
    with psycopg.connect(adresse, prepare_threshold=None, connect_timeout=5) as connexion:
        for _ in range(LECTURES):
            with connexion.transaction():
                connexion.execute(f"SET LOCAL app.departement_id TO '{code}'")
                vus += connexion.execute("SELECT departement_id FROM territoires_territoire").fetchall()
    return vus


def test_douze_clients_sur_deux_connexions_ne_voient_que_chez_eux(par_pgbouncer):
    # given
    for code in ("07", "08"):
        un_departement(code, f"Département {code}")
        with departement_courant(code):
            Territoire.objects.create(nature="DTAS", nom=f"DTAS {code}")

    # when
    with ThreadPoolExecutor(12) as clients:
        resultats = list(clients.map(lambda n: (n, lire(par_pgbouncer, n)), ["07", "08"] * 6))

    # then
    assert [vus for code, vus in resultats if vus != [(code,)] * LECTURES] == []


def test_par_une_connexion_partagee_un_oubli_est_refuse_meme_apres_un_autre_client(par_pgbouncer):
    un_departement()
    with departement_courant("07"):
        Territoire.objects.create(nature="DTAS", nom="DTAS 07")
    lire(par_pgbouncer, "07")
    with (
        psycopg.connect(par_pgbouncer, prepare_threshold=None, connect_timeout=5) as connexion,
        pytest.raises(psycopg.Error, match="annoncé"),
    ):
        connexion.execute("SELECT * FROM territoires_territoire")
