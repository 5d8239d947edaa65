"""L'installation : une fois, refaite quand il le faut, et une ligne en français quand la machine ne s'y prête pas."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLER = Path(__file__).parents[3] / ".ci" / "installer"
TROP_ANCIEN = """#!/bin/sh
[ "$1" = --version ] && echo "Python 3.9.2"
[ -z "$2" ] || exit 1
"""
SANS_VENV = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
exec {sys.executable} "$@"
"""


@pytest.fixture
def dossier():
    # Hors de tmp_path : un autre compte doit pouvoir y entrer.
    dossier = Path(f"/var/tmp/spie-installation-{os.getuid()}-{os.getpid()}")
    (dossier / ".verrous").mkdir(parents=True)
    dossier.chmod(0o755)
    (dossier / ".verrous" / "developpement.txt").write_text("# rien à installer\n")
    yield dossier
    shutil.rmtree(dossier)


@pytest.fixture
def installer(dossier):
    def installer(python: str = sys.executable, **options):
        return subprocess.run(
            ["sh", str(INSTALLER)],
            cwd=dossier,
            env=os.environ | {"PYTHON": python},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **options,
        )

    return installer


@pytest.fixture
def faux_python(dossier):
    def faux_python(script: str) -> str:
        chemin = dossier / "faux-python"
        chemin.write_text(script)
        chemin.chmod(0o755)
        return str(chemin)

    return faux_python


def refuse(resultat, raison: str) -> bool:
    """Une seule ligne, sans trace."""
    lignes = resultat.stderr.splitlines()
    return (
        resultat.returncode == 1
        and len(lignes) == 1
        and lignes[0].startswith("Installation impossible : ")
        and raison in lignes[0]
    )


def test_l_installation_ne_se_fait_qu_une_fois_puis_se_refait_quand_le_verrou_change(installer, dossier):
    premiere = installer()
    assert premiere.returncode == 0, premiere.stderr
    assert "Dépendances installées." in premiere.stdout
    assert installer().stdout == ""
    (dossier / ".verrous" / "developpement.txt").write_text("# autre chose\n")
    assert "Dépendances installées." in installer().stdout


def test_une_installation_interrompue_se_refait(installer, dossier):
    (dossier / ".venv" / "bin").mkdir(parents=True)
    assert "Dépendances installées." in installer().stdout


def test_un_dossier_deplace_se_reinstalle(installer, dossier):
    # given
    installer()
    pip = dossier / ".venv" / "bin" / "pip"
    pip.write_text(pip.read_text().replace(str(dossier), "/ailleurs"))

    # when, then
    assert "Dépendances installées." in installer().stdout


def test_sans_python_une_ligne_le_dit(installer):
    assert refuse(installer("python-qui-n-existe-pas"), "Installez Python 3.11 ou plus récent")


def test_un_python_trop_ancien_se_dit_avec_sa_version(installer, faux_python):
    assert refuse(installer(faux_python(TROP_ANCIEN)), "Python 3.9.2 est trop ancien")


def test_sans_venv_le_paquet_a_installer_est_nomme(installer, faux_python):
    assert refuse(installer(faux_python(SANS_VENV)), "apt-get install python3-venv")


def test_un_dossier_en_lecture_seule_se_dit(installer, dossier):
    # given: root passerait outre, alors un autre compte essaie
    dossier.chmod(0o555)
    autre = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}

    # when
    resultat = installer(shutil.which("python3", path="/usr/bin:/bin") or sys.executable, **autre)

    # then
    dossier.chmod(0o755)
    assert refuse(resultat, f"le dossier {dossier} n'est pas accessible en écriture")


def test_une_dependance_introuvable_se_dit(installer, dossier):
    # given
    verrou = dossier / ".verrous" / "developpement.txt"
    verrou.write_text(f"./paquet-absent-0.0.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n")

    # when
    resultat = installer()

    # then
    assert resultat.returncode == 1
    assert resultat.stderr.splitlines()[-1].startswith("Installation impossible : une dépendance n'a pas pu")
    assert not (dossier / ".venv" / ".empreinte").exists()
