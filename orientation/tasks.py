"""The daily check of the six weeks, one task per département: a slow one delays nobody else."""

from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from orientation.services import surveillance
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


@shared_task
def surveiller_les_six_semaines() -> int:
    """Every morning (beat). Only says « look »."""
    codes = list(Departement.objects.values_list("code", flat=True))
    for code in codes:
        surveiller.delay(departement=code)
    return len(codes)


@shared_task
def surveiller(*, departement: str) -> dict[str, int]:
    """« Today » is the one of the département: La Réunion wakes up before Guadeloupe."""
    maintenant = timezone.now()
    fuseau = ZoneInfo(Departement.objects.get(code=departement).fuseau)
    with departement_courant(departement):
        return surveillance.surveiller(au=maintenant.astimezone(fuseau).date(), le=maintenant)
