"""The worker's side of the outbox. Arguments are codes: Redis holds no personal data."""

from celery import shared_task

from spie.socle.envois import coup_de_coude, relais
from spie.socle.envois.canaux import fournisseur as fournisseur_de
from spie.socle.envois.models import Envoi
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


@shared_task
def relever_les_boites() -> None:
    """Ask for every outbox to be emptied: whatever nudge was lost, the timetable comes by."""
    for code in Departement.objects.values_list("code", flat=True):
        for canal in Envoi.Canal.values:
            coup_de_coude.donner(code, canal)


@shared_task
def expedier(*, departement: str, canal: str) -> int:
    """Empty one channel of one outbox; run twice at once, the two share the work."""
    with departement_courant(departement):
        fournisseur = fournisseur_de(canal)
    if fournisseur:
        return relais.vider(departement=departement, canal=fournisseur)
    if canal == "COURRIER":
        return relais.peindre_en_attente(departement=departement)
    return 0
