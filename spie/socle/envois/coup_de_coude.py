"""Tell the worker that something waits. Only a nudge: the timetable comes by anyway, so losing it costs seconds."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

journal = logging.getLogger(__name__)
TACHE = "spie.socle.envois.tasks.expedier"


def donner(departement: str) -> None:
    """Ask for one relay per channel of this département. Redis learns a code, no personal data."""
    for canal in ("SMS", "COURRIEL", "COURRIER"):
        try:
            current_app.send_task(TACHE, kwargs={"departement": departement, "canal": canal}, expires=30, retry=False)
        except OperationalError:
            journal.warning("Redis ne répond pas : les messages du %s partiront au prochain passage.", departement)
            return
