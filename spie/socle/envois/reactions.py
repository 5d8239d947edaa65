"""What the outbox does when a person refuses a channel, and what it says it holds of someone."""

from spie.socle.envois.models import Envoi
from spie.socle.envois.services.opposition import retirer
from spie.socle.historique.services import reacts_to
from spie.socle.personnes.events import OppositionEnregistree
from spie.socle.personnes.fusion.attaches import attache


@reacts_to(OppositionEnregistree)
def retirer_les_messages(oppositions, *, par):
    for opposition in oppositions:
        retirer(personne_id=opposition.personne_id, canal=opposition.canal, le=opposition.survenu_le, par=par)


@attache("message ou lettre", "messages et lettres")
def ses_envois(personne):
    return Envoi.objects.filter(personne=personne)
