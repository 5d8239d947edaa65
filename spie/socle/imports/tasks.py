"""The worker's side of the lists. Arguments are a code and an identifier."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from spie.socle.imports import services
from spie.socle.imports.models import ImportListe
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement

SILENCE = timedelta(minutes=2)


@shared_task(acks_late=True)
def avancer(*, departement: str, importe: str) -> None:
    """Do what the list waits for, verification or import, or go on with it after a restart."""
    services.verifier(departement=departement, import_id=importe, horloge=timezone.now)
    services.appliquer(departement=departement, import_id=importe, horloge=timezone.now)


@shared_task
def reprendre_les_imports() -> None:
    """Take up the lists whose worker gave no sign for two minutes."""
    for code in Departement.objects.values_list("code", flat=True):
        with departement_courant(code):
            silencieux = ImportListe.objects.abandonnes_par_leur_worker(avant=timezone.now() - SILENCE)
            perdus = list(silencieux.values_list("pk", flat=True))
        for importe in perdus:
            avancer.delay(departement=code, importe=str(importe))
