"""Ask a worker to go on with a list. Only a nudge: the timetable takes up what nobody started."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

journal = logging.getLogger(__name__)


def donner(departement: str, importe: UUID) -> None:
    """Redis learns a code and an identifier, no personal data."""
    arguments = {"departement": departement, "importe": str(importe)}
    try:
        current_app.send_task("spie.socle.imports.tasks.avancer", kwargs=arguments, queue="flux", retry=False)
    except OperationalError:
        journal.warning("Redis ne répond pas : la liste du %s avancera au prochain passage.", departement)
