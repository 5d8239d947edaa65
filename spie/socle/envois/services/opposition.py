"""A person refuses a channel: what waits to leave by it does not leave."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.envois.events import EnvoiAnnule
from spie.socle.envois.models import Envoi
from spie.socle.historique.services import emit_all


@transaction.atomic
def retirer(*, personne_id: UUID, canal: str, par: Agent | None, le: datetime) -> int:
    """Withdraw the messages of this person that wait for this channel. Gives their number.

    One being sent right now can't be held back.
    """
    partants = Envoi.objects.filter(personne_id=personne_id, canal=canal, etat=Envoi.Etat.A_ENVOYER)
    retires = list(partants.select_for_update(of=("self",)))
    motif = f"la personne refuse les messages par {Envoi.Canal(canal).label}" if retires else ""
    Envoi.objects.filter(pk__in=[e.pk for e in retires]).update(etat=Envoi.Etat.ANNULE, erreur=motif)
    emit_all(
        [EnvoiAnnule(envoi_id=e.pk, personne_id=personne_id, motif=motif, survenu_le=le) for e in retires], par=par
    )
    return len(retires)
