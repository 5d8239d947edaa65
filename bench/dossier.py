"""Where the data of a run goes when nobody chose a folder. Nothing of Django here: the settings come after."""

import os
from pathlib import Path

TEMPORAIRE = Path(f"/var/tmp/spie-bench-{os.getuid()}-{os.getpid()}")
