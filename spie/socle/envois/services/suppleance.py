"""Say it by the next channel when a number does not answer: another mobile of the person, then their mailbox.

A letter is decided by who writes it: it leaves beside the SMS, not after it.
"""

from datetime import datetime

from django.db import models, transaction

from spie.socle.envois.models import Envoi
from spie.socle.envois.services.depot import deposer_courriel, deposer_sms
from spie.socle.personnes.models import Contact

# Says nothing of the pathway: the subject of a mail shows on a locked telephone.
SUJET = "Un message de votre Département"


@transaction.atomic
def suppleer(*, envoi: Envoi, le: datetime) -> Envoi | None:
    """Deposit the same words for the next way of reaching the person. Gives it, or None when there is none left."""
    if envoi.canal != Envoi.Canal.SMS or envoi.personne_id is None:
        return None
    racine = envoi.cle.partition("~")[0]
    famille = Envoi.objects.filter(models.Q(cle=racine) | models.Q(cle__startswith=f"{racine}~"))
    essayes = {essai.destinataire for essai in famille}
    commun = {
        "cle": f"{racine}~{len(essayes)}",
        "personne": envoi.personne,
        "objet": _Objet(envoi.objet_id),
        "gabarit": envoi.gabarit,
        "version": envoi.objet_version,
        "expire_le": envoi.expire_le,
        "texte": envoi.contenu["texte"],
        "le": le,
    }
    siens = Contact.objects.filter(personne_id=envoi.personne_id)
    if numero := _premier(siens.pour_sms(), essayes):
        return deposer_sms(numero=numero, **commun)
    if adresse := _premier(siens.pour_courriel(), essayes):
        return deposer_courriel(adresse=adresse, sujet=SUJET, **commun)
    return None


class _Objet:
    """What the message speaks of, known by its identifier only."""

    def __init__(self, pk):
        self.pk = pk


def _premier(contacts, essayes: set[str]) -> str | None:
    return next((valeur for valeur in contacts.values_list("valeur", flat=True) if valeur not in essayes), None)


@transaction.atomic
def detourner(*, personne_id, valeur: str, le: datetime) -> int:
    """A number no longer reaches the person: what waits for it goes by the next way. Gives how many were withdrawn."""
    attendent = Envoi.objects.filter(personne_id=personne_id, canal=Envoi.Canal.SMS, etat=Envoi.Etat.A_ENVOYER)
    vises = [envoi for envoi in attendent.select_for_update(of=("self",)) if envoi.destinataire == valeur]
    for envoi in vises:
        envoi.etat, envoi.erreur = Envoi.Etat.ANNULE, "ce numéro n'est plus le sien"
        envoi.save(update_fields=["etat", "erreur"])
        suppleer(envoi=envoi, le=le)
    return len(vises)
