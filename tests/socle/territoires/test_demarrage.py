"""Un processus de l'application refuse de démarrer avec un rôle que les murs n'arrêtent pas."""

import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[3]
WEB = ["-c", "import spie.wsgi"]
WORKER = ["-m", "celery", "-A", "spie", "worker", "-c", "1", "-l", "critical"]


def lancer(commande: list[str], environnement: dict):
    return subprocess.run(
        [sys.executable, *commande],
        cwd=RACINE,
        env=environnement,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("commande", [WEB, WORKER], ids=["web", "worker"])
def test_le_proprietaire_des_tables_ne_peut_pas_servir_l_application(environnement, commande):
    trop_fort = environnement | {"DATABASE_URL": environnement["DATABASE_URL_PROPRIETAIRE"]}
    resultat = lancer(commande, trop_fort)
    assert resultat.returncode != 0
    assert "Connect as spie_appli" in resultat.stdout + resultat.stderr


def test_le_superutilisateur_ne_peut_pas_servir_l_application(environnement):
    trop_fort = environnement | {"DATABASE_URL": environnement["DATABASE_URL"].replace("spie_appli", "postgres")}
    resultat = lancer(WEB, trop_fort)
    assert resultat.returncode != 0
    assert "« postgres »" in resultat.stdout + resultat.stderr


def test_le_role_de_l_application_peut_servir_le_site(environnement):
    assert lancer(WEB, environnement).returncode == 0
