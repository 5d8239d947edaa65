"""The worker's side of the flows. Arguments are a code and an identifier."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from spie.socle.flux import services
from spie.socle.flux.models import LotFlux
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


@shared_task(acks_late=True)
def charger(*, departement: str, lot: str) -> None:
    """Load one lot, or go on with it after a restart; then call the next one that waits for its turn."""
    services.charger(departement=departement, lot_id=UUID(lot), horloge=timezone.now)
    with departement_courant(departement):
        suivant = LotFlux.objects.en_file().exclude(pk=lot).values_list("pk", flat=True).first()
    if suivant:
        charger.delay(departement=departement, lot=str(suivant))


@shared_task
def reprendre_les_flux() -> None:
    """Take up the lots that give no sign of life."""
    silence = timedelta(seconds=settings.FLUX_SILENCE)
    for code in Departement.objects.values_list("code", flat=True):
        with departement_courant(code):
            perdus = list(LotFlux.objects.abandonnes(avant=timezone.now() - silence).values_list("pk", flat=True))
        for lot in perdus:
            charger.delay(departement=code, lot=str(lot))
