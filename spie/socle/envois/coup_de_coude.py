"""Tell the worker that something waits. Only a nudge: the timetable comes by anyway, so losing it costs seconds."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

journal = logging.getLogger(__name__)
TACHE = "spie.socle.envois.tasks.expedier"


def donner(departement: str, canal: str) -> None:
    """Ask for one relay of this channel of this département. Redis learns two codes, no personal data."""
    try:
        current_app.send_task(TACHE, kwargs={"departement": departement, "canal": canal}, expires=30, retry=False)
    except OperationalError:
        journal.warning("Redis ne répond pas : les messages du %s partiront au prochain passage.", departement)
