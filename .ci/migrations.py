"""Say whether a model changed without its migration: needs a database, so it starts one for itself."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from spie.socle.outillage.embarques import services

with tempfile.TemporaryDirectory(prefix="spie-migrations-", dir="/var/tmp") as dossier:
    os.chmod(dossier, 0o755)
    with services(Path(dossier), rapide=True):
        fait = subprocess.run(
            [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
            env=os.environ | {"SPIE_DONNEES": dossier},
            check=False,
        )
sys.exit(fait.returncode)
