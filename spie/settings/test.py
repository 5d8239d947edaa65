"""Tests: the demo's settings on services of their own, started by ``tests/conftest.py``."""

import os

# One folder per run, inherited by its parallel workers: two runs never meet.
os.environ.setdefault("SPIE_DONNEES", f"/var/tmp/spie-tests-{os.getuid()}-{os.getpid()}")

from spie.settings.local import *  # noqa: F403

ALLOWED_HOSTS = [".testserver", ".localhost", "127.0.0.1"]
DEPARTEMENT_DE_DEMO = "07"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = False
