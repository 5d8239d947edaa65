"""Receive what a person writes back: STOP is a refusal, anything else is for whoever follows them."""

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.envois.events import SmsRecu
from spie.socle.envois.models import AccuseReception, MessageRecu
from spie.socle.historique.services import emit
from spie.socle.personnes.models import Contact, Opposition, Personne
from spie.socle.personnes.services.opposition import s_opposer

# The word first, whatever follows: to doubt is to write no more.
STOP = re.compile(r"\W*(stop|arr[eê]t(er|ez)?)\b", re.IGNORECASE)
SANS_TEXTE = "STOP (dit au prestataire)"


@transaction.atomic
def recevoir_reponse(
    *, accuse: AccuseReception, numero: str, texte: str, refus: bool, le: datetime
) -> list[MessageRecu]:
    """Keep the reply for each person whose number it is; for nobody when it is unknown, and the team sees it.

    ``refus``: the provider says that they unsubscribed.
    """
    est_stop = refus or bool(STOP.match(texte))
    siens = Contact.objects.en_cours().filter(valeur=numero, nature=Contact.Nature.TELEPHONE)
    personnes = list(Personne.objects.filter(pk__in=siens.values("personne_id")).order_by("id"))
    concernees: list[Personne | None] = [*personnes] or [None]
    recus = [_garder(accuse, personne, texte or SANS_TEXTE, est_stop, le) for personne in concernees]
    for personne in personnes if est_stop else []:
        _refuser(personne, le)
    return recus


def _garder(accuse: AccuseReception, personne: Personne | None, texte: str, est_stop: bool, le: datetime):
    recu = MessageRecu(accuse=accuse, personne=personne, est_stop=est_stop, recu_le=le)
    recu.sceller(texte)
    recu.save(force_insert=True)
    if personne:
        emit(SmsRecu(message_id=recu.pk, personne_id=personne.pk, est_stop=est_stop, survenu_le=le), par=None)
    return recu


def _refuser(personne: Personne, le: datetime) -> None:
    """Said once is enough: a second STOP changes nothing."""
    sms = Opposition.Canal.SMS
    Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if not personne.oppositions.contre(sms).exists():
        s_opposer(personne=personne, canal=sms, dite_le=timezone.localdate(le), source="sms", par=None, le=le)


@transaction.atomic
def lire_recu(*, recu: MessageRecu, par: Agent, le: datetime) -> None:
    """Someone has read it. The first one keeps their name."""
    MessageRecu.objects.a_lire().filter(pk=recu.pk).update(lu_le=le, lu_par=par)
