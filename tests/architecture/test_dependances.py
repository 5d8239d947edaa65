"""The apps are stacked, inside and out: the contracts of pyproject.toml hold, and would break."""

import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).parents[2]
CONTRATS = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]


def test_les_contrats_d_imports_tiennent():
    fait = subprocess.run(CONTRATS, cwd=RACINE, capture_output=True, text=True, check=False)
    assert fait.returncode == 0, fait.stdout[-3000:]


def test_un_import_vers_le_haut_serait_vu(tmp_path):
    for nom in ("bas", "haut"):
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "__init__.py").touch()
    (tmp_path / "bas" / "models.py").write_text("import haut\n")
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_packages=\n    bas\n    haut\n"
        "[importlinter:contract:1]\nname=pile\ntype=layers\nlayers=\n    haut\n    bas\n"
    )
    fait = subprocess.run(CONTRATS, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, check=False)
    assert fait.returncode == 1
