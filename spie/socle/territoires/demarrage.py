"""What a process of the application does before its first request or task: make sure that the walls hold it too."""

from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from spie.socle.territoires.checks import l_application_ne_passe_pas_les_murs


def verifier_role() -> None:
    """Raise ``ImproperlyConfigured`` when the application's role could climb the walls."""
    try:
        fautes = l_application_ne_passe_pas_les_murs(None, databases=["default"])
    finally:
        # Workers fork after this: a connection is never inherited.
        connections["default"].close()
    if fautes:
        raise ImproperlyConfigured(f"{fautes[0].msg} {fautes[0].hint}")


@worker_init.connect
def refuser_le_worker(**_) -> None:
    """Stop the worker itself: Celery only logs the other exceptions of its signals."""
    try:
        verifier_role()
    except ImproperlyConfigured as faute:
        raise SystemExit(str(faute)) from faute
