"""Add, correct, verify and end a way of reaching a person. Nothing is erased."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.personnes.events import ContactAjoute, ContactModifie, ContactTermine, ContactVerifie
from spie.socle.personnes.models import Contact, Personne
from spie.socle.personnes.services.refus import ContactDejaConnu, ContactDejaTermine, SaisieDepassee

MODIFIABLES = ("titulaire", "precision", "est_partage")


@transaction.atomic
def ajouter_contact(
    *,
    personne: Personne,
    nature: str,
    valeur: str,
    est_mobile: bool = False,
    titulaire: str = Contact.Titulaire.PERSONNE,
    precision: str = "",
    est_partage: bool = False,
    source: str = Contact.Source.AGENT,
    par: Agent | None,
    le: datetime,
) -> Contact:
    """Keep a telephone (E.164) or a mail. Raises ``ContactDejaConnu``."""
    Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if personne.contacts.en_cours().filter(nature=nature, valeur=valeur).exists():
        raise ContactDejaConnu
    contact = Contact.objects.create(
        personne=personne,
        nature=nature,
        valeur=valeur,
        est_mobile=est_mobile,
        titulaire=titulaire,
        precision=precision,
        est_partage=est_partage,
        source=source,
        du=timezone.localdate(le),
    )
    emit(_fait(ContactAjoute, contact, le, titulaire=titulaire), par=par)
    return contact


@transaction.atomic
def modifier_contact(*, contact: Contact, version: int, par: Agent, le: datetime, **champs) -> Contact:
    """Say whose it is, and whether others answer it. Raises ``SaisieDepassee``, ``ContactDejaTermine``."""
    contact = _en_cours(contact)
    if contact.version != version:
        raise SaisieDepassee
    changes = [nom for nom in MODIFIABLES if nom in champs and getattr(contact, nom) != champs[nom]]
    for nom in changes:
        setattr(contact, nom, champs[nom])
    if changes:
        contact.save(update_fields=changes)
        emit(_fait(ContactModifie, contact, le), par=par)
    return contact


@transaction.atomic
def verifier_contact(*, contact: Contact, par: Agent, le: datetime) -> Contact:
    """The agent reached the person by it. Raises ``ContactDejaTermine``."""
    contact = _en_cours(contact)
    contact.verifie_le, contact.verifie_par = le, par
    contact.save(update_fields=["verifie_le", "verifie_par"])
    emit(_fait(ContactVerifie, contact, le), par=par)
    return contact


@transaction.atomic
def terminer_contact(*, contact: Contact, motif: str, par: Agent | None, le: datetime) -> Contact:
    """It no longer reaches the person: kept with its end. Raises ``ContactDejaTermine``."""
    contact = _en_cours(contact)
    contact.au, contact.motif_fin = timezone.localdate(le), motif
    contact.save(update_fields=["au", "motif_fin"])
    emit(_fait(ContactTermine, contact, le, motif=motif), par=par)
    return contact


def _en_cours(contact: Contact) -> Contact:
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.au:
        raise ContactDejaTermine
    return contact


def _fait(type_, contact: Contact, le: datetime, **champs):
    return type_(contact_id=contact.pk, personne_id=contact.personne_id, nature=contact.nature, survenu_le=le, **champs)
