"""A real browser: Debian's Chromium, or a clear reason why there is none.

pytestmark = navigateur
"""

import os
import shutil

import pytest

# Playwright keeps an event loop in this thread: the ORM may still be called from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

navigateur = pytest.mark.skipif(
    "SPIE_SANS_NAVIGATEUR" in os.environ, reason="SPIE_SANS_NAVIGATEUR est réglé : pas de navigateur sur cette machine"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """As root it has no sandbox; it speaks to nobody but the page."""
    options = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": options}
