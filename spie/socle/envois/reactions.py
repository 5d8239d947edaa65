"""What the outbox does when a person refuses a channel or changes number, and what it says it holds of someone."""

from spie.socle.envois.models import Envoi, MessageRecu
from spie.socle.envois.services.opposition import retirer
from spie.socle.envois.services.suppleance import detourner
from spie.socle.historique.services import reacts_to
from spie.socle.personnes.events import ContactTermine, OppositionEnregistree
from spie.socle.personnes.fusion.attaches import attache
from spie.socle.personnes.models import Contact


@reacts_to(OppositionEnregistree)
def retirer_les_messages(oppositions, *, par):
    for opposition in oppositions:
        retirer(personne_id=opposition.personne_id, canal=opposition.canal, le=opposition.survenu_le, par=par)


@reacts_to(ContactTermine)
def detourner_les_messages(faits, *, par):
    contacts = Contact.objects.in_bulk([fait.contact_id for fait in faits if fait.nature == "TELEPHONE"])
    for fait in faits:
        if contact := contacts.get(fait.contact_id):
            detourner(personne_id=contact.personne_id, valeur=contact.valeur, le=fait.survenu_le)


@attache("réponse reçue", "réponses reçues")
def ses_reponses(personne):
    return MessageRecu.objects.filter(personne=personne)


@attache("message ou lettre", "messages et lettres")
def ses_envois(personne):
    return Envoi.objects.filter(personne=personne)
