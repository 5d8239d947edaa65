"""The apps are stacked, inside and out: the contracts of pyproject.toml hold, and would break."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
CONTRATS = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]


def test_les_contrats_d_imports_tiennent():
    fait = subprocess.run(CONTRATS, cwd=RACINE, capture_output=True, text=True, check=False)
    assert fait.returncode == 0, fait.stdout[-3000:]


# For each contract, a file of ours that would break it, and the line that does.
FAUTES = {
    "The apps are stacked": ("parcours/models/parcours.py", "import orientation.models"),
    "The ground floor is a pile too": ("spie/socle/territoires/models.py", "import spie.socle.envois.models"),
    "Inside an app": ("parcours/models/session_ioc.py", "import parcours.services.emargement"),
    "The domain does not know how it is served": ("orientation/services/charge.py", "import celery"),
}


@pytest.fixture
def depot_fautif(tmp_path):
    """Our own code under our own contracts, with one forbidden import for each of them."""
    for dossier in ("spie", "parcours", "orientation", "offre", "entreprises", "controle"):
        shutil.copytree(RACINE / dossier, tmp_path / dossier, ignore=shutil.ignore_patterns("__pycache__", "donnees"))
    shutil.copy(RACINE / "pyproject.toml", tmp_path)
    for fichier, ligne in FAUTES.values():
        chemin = tmp_path / fichier
        chemin.write_text(f"{chemin.read_text(encoding='utf-8')}\n{ligne}\n", encoding="utf-8")
    return tmp_path


def test_chaque_contrat_verrait_son_import_interdit(depot_fautif):
    fait = subprocess.run(
        CONTRATS, cwd=depot_fautif, env={"PYTHONPATH": str(depot_fautif)}, capture_output=True, text=True, check=False
    )
    rompus = set(re.findall(r"^(.+?) BROKEN", fait.stdout, re.MULTILINE))
    contrats = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert rompus == {contrat["name"] for contrat in contrats}
    assert all(any(nom.startswith(debut) for nom in rompus) for debut in FAUTES)
