"""Tests: the demo's settings, with cheap passwords and the département read from the test's host."""

from spie.settings.local import *  # noqa: F403

ALLOWED_HOSTS = [".testserver", ".localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = False
