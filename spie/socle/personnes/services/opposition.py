"""Record that a person refuses a channel, and that they accept it again."""

from datetime import date, datetime

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import OppositionEnregistree, OppositionLevee
from spie.socle.personnes.models import Opposition, Personne
from spie.socle.personnes.services.refus import OppositionDejaConnue, OppositionInconnue


@transaction.atomic
def s_opposer(
    *, personne: Personne, canal: str, dite_le: date, source: str = "agent", par: Agent | None, le: datetime
) -> Opposition:
    """No more messages by ``canal``. ``par`` is None when the person wrote STOP by themselves.

    Raises ``OppositionDejaConnue``. Law: right to object (RGPD, art. 21); letters that the law asks for still leave.
    """
    Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if personne.oppositions.contre(canal).exists():
        raise OppositionDejaConnue
    opposition = Opposition.objects.create(
        personne=personne, canal=canal, dite_le=dite_le, source=source, enregistree_le=le, enregistree_par=par
    )
    dite = OppositionEnregistree(opposition_id=opposition.pk, personne_id=personne.pk, canal=canal, survenu_le=le)
    emit(dite, par=par)
    return opposition


@transaction.atomic
def lever_opposition(*, personne: Personne, canal: str, par: Agent, le: datetime) -> Opposition:
    """The person accepts this channel again. Raises ``OppositionInconnue``."""
    opposition = personne.oppositions.contre(canal).select_for_update(of=("self",)).first()
    if opposition is None:
        raise OppositionInconnue
    opposition.levee_le, opposition.levee_par = le, par
    opposition.save(update_fields=["levee_le", "levee_par"])
    levee = OppositionLevee(opposition_id=opposition.pk, personne_id=personne.pk, canal=canal, survenu_le=le)
    emit(levee, par=par)
    return opposition
