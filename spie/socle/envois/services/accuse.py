"""Receive what a provider says of a message: kept once, whatever the order, and never going back in time."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from spie.socle.envois.canaux.accuse import Accuse
from spie.socle.envois.models import AccuseReception, Envoi, Prestataire
from spie.socle.envois.services.recu import recevoir_reponse
from spie.socle.envois.services.suppleance import suppleer
from spie.socle.personnes.models import Contact
from spie.socle.personnes.services.contact import terminer_contact

# How many times a number may be said dead before it is no longer used.
MORTS = 2
MOTIF = "le prestataire de SMS dit qu'il ne reçoit rien"


@transaction.atomic
def recevoir(*, prestataire: Prestataire, accuse: Accuse, le: datetime) -> None:
    """Keep a receipt and draw its consequences. Twice the same is once; one that names another number is not ours."""
    recu = AccuseReception(
        prestataire=prestataire,
        reference=accuse.reference,
        statut=accuse.statut,
        issue=accuse.issue,
        horodatage=accuse.horodatage,
        numero_mort=accuse.numero_mort,
        recu_le=le,
    )
    envoi = _designe(recu)
    numero = accuse.numero or (envoi.destinataire if envoi else "")
    if envoi and accuse.numero and accuse.numero != envoi.destinataire:
        return
    AccuseReception.objects.bulk_create([recu], ignore_conflicts=True)
    if not AccuseReception.objects.filter(pk=recu.pk).exists():
        return
    if envoi:
        _appliquer(recu, envoi, le=le)
    if accuse.reponse or accuse.refus:
        recevoir_reponse(accuse=recu, numero=numero, texte=accuse.reponse, refus=accuse.refus, le=le)


@transaction.atomic
def rattraper(*, envoi: Envoi, le: datetime) -> None:
    """The answer comes after the receipts: read those that waited for it, in the order in which they were said."""
    siens = Q(reference=envoi.cle, prestataire__genre=Prestataire.Genre.BREVO)
    siens |= Q(reference=envoi.ref_fournisseur, prestataire__genre=Prestataire.Genre.OVH)
    for recu in AccuseReception.objects.filter(siens, envoi=None).order_by("horodatage", "recu_le", "id"):
        _appliquer(recu, envoi, le=le)


def _designe(recu: AccuseReception) -> Envoi | None:
    """The message that this receipt names, locked; None while its reference is unknown here."""
    par_cle = recu.prestataire.genre == Prestataire.Genre.BREVO
    vises = Envoi.objects.filter(canal=Envoi.Canal.SMS).select_for_update(of=("self",))
    return vises.filter(**{"cle" if par_cle else "ref_fournisseur": recu.reference}).first()


def _appliquer(recu: AccuseReception, envoi: Envoi, *, le: datetime) -> None:
    """Move the message forward. One in the hands of a relay waits for its answer, see ``rattraper``."""
    if envoi.etat in (Envoi.Etat.A_ENVOYER, Envoi.Etat.EN_COURS):
        return
    recu.envoi = envoi
    recu.save(update_fields=["envoi"])
    if envoi.etat == Envoi.Etat.LIVRE or (envoi.accuse_le and recu.horodatage < envoi.accuse_le):
        return
    envoi.accuse_le = recu.horodatage
    if recu.issue == AccuseReception.Issue.LIVRE:
        envoi.etat, envoi.livre_le, envoi.erreur = Envoi.Etat.LIVRE, recu.horodatage, ""
    elif recu.issue == AccuseReception.Issue.ECHEC:
        envoi.etat, envoi.erreur = Envoi.Etat.ECHEC, f"Non remis, dit le prestataire ({recu.statut})."
    elif envoi.etat == Envoi.Etat.INCERTAIN:
        envoi.etat, envoi.remis_le = Envoi.Etat.REMIS, recu.horodatage
    envoi.save(update_fields=["accuse_le", "etat", "livre_le", "remis_le", "erreur"])
    if envoi.etat == Envoi.Etat.ECHEC:
        _fermer_le_numero(envoi, le=le)
        suppleer(envoi=envoi, le=le)


def _fermer_le_numero(envoi: Envoi, *, le: datetime) -> None:
    """A number said dead twice is no longer the person's way of being reached."""
    morts = AccuseReception.objects.filter(envoi__personne=envoi.personne_id, numero_mort=True).select_related("envoi")
    if sum(mort.envoi.destinataire == envoi.destinataire for mort in morts if mort.envoi) < MORTS:
        return
    contacts = Contact.objects.en_cours().filter(personne_id=envoi.personne_id, valeur=envoi.destinataire)
    for contact in contacts:
        terminer_contact(contact=contact, motif=MOTIF, par=None, le=le)
