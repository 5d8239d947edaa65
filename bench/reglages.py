"""The demonstration's settings, with one more address: the empty view, which is the reference."""

from spie.settings.local import *  # noqa: F403

ROOT_URLCONF = "bench.adresses"
WHITENOISE_AUTOREFRESH = False
