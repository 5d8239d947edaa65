"""Ask a worker to load a lot. Only a nudge: the timetable takes up what nobody started."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

journal = logging.getLogger(__name__)


def donner(departement: str, lot: UUID) -> None:
    """Redis learns a code and an identifier, no personal data."""
    arguments = {"departement": departement, "lot": str(lot)}
    try:
        current_app.send_task("spie.socle.flux.tasks.charger", kwargs=arguments, queue="flux", retry=False)
    except OperationalError:
        journal.warning("Redis ne répond pas : le fichier du %s sera chargé au prochain passage.", departement)
