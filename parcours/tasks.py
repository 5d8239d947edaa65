"""What time does: reminders of sessions."""

from celery import shared_task
from django.utils import timezone

from parcours.services import rappels
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


@shared_task
def rappeler_les_ioc() -> int:
    """Look, in every département, for the reminders due and not done. Gives how many were deposited."""
    maintenant = timezone.now()
    return sum(_dans(code, maintenant) for code in Departement.objects.values_list("code", flat=True))


def _dans(code: str, maintenant) -> int:
    with departement_courant(code):
        return rappels.rappeler(au=maintenant)
