"""The worker's side of the flows. Arguments are a code and an identifier."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from spie.socle.flux import services
from spie.socle.flux.models import LotFlux
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement

SILENCE = timedelta(minutes=2)


@shared_task(acks_late=True)
def charger(*, departement: str, lot: str) -> None:
    """Load one lot, or go on with it after a restart."""
    services.charger(departement=departement, lot_id=lot, horloge=timezone.now)


@shared_task
def reprendre_les_flux() -> None:
    """Take up the lots whose worker gave no sign for two minutes."""
    for code in Departement.objects.values_list("code", flat=True):
        with departement_courant(code):
            perdus = list(LotFlux.objects.abandonnes(avant=timezone.now() - SILENCE).values_list("pk", flat=True))
        for lot in perdus:
            charger.delay(departement=code, lot=str(lot))
