"""Tell the worker that something waits. Only a nudge: the timetable comes by anyway, so losing it costs seconds."""

import logging
from functools import partial

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

journal = logging.getLogger(__name__)
TACHE = "spie.socle.envois.tasks.expedier"


def donner(departement: str, canal: str) -> None:
    """Ask for one relay of this channel of this département. Redis learns two codes, no personal data."""
    try:
        current_app.send_task(TACHE, kwargs={"departement": departement, "canal": canal}, expires=30, retry=False)
    except OperationalError:
        journal.warning("Redis ne répond pas : les messages du %s partiront au prochain passage.", departement)


class _CoupDeCoude(partial):
    """A nudge that waits for the commit, recognised among what waits for it."""


def donner_au_commit(departement: str, canal: str) -> None:
    """Nudge once the decision is committed: once, however many messages it deposits."""
    voulu = (departement, canal)
    attendent = (attente[1] for attente in connection.run_on_commit)
    if not any(isinstance(f, _CoupDeCoude) and f.args == voulu for f in attendent):
        transaction.on_commit(_CoupDeCoude(donner, *voulu))
