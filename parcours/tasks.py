"""What time does: reminders of sessions, answers of other départements."""

from celery import shared_task
from django.utils import timezone

from parcours.services import rappels
from spie.socle.personnes.services.pli import relever_les_reponses
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


@shared_task
def rappeler_les_ioc() -> int:
    """Look, in every département, for the reminders due and not done. Gives how many were deposited."""
    maintenant = timezone.now()
    return sum(_dans(*lieu, maintenant) for lieu in Departement.objects.values_list("code", "fuseau"))


def _dans(code: str, fuseau: str, maintenant) -> int:
    """« In two days » and « at nine » are said by the clock of the place."""
    with departement_courant(code), timezone.override(fuseau):
        return rappels.rappeler(au=maintenant)


@shared_task
def relever_les_plis() -> int:
    """Read, in every département, the answers to the files it handed over. Gives how many were read."""
    maintenant, lues = timezone.now(), 0
    for code in Departement.objects.values_list("code", flat=True):
        with departement_courant(code):
            lues += relever_les_reponses(le=maintenant)
    return lues
