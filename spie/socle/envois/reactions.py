"""What the outbox does when a person refuses a channel."""

from spie.socle.envois.services.opposition import retirer
from spie.socle.historique.services import reacts_to
from spie.socle.personnes.events import OppositionEnregistree


@reacts_to(OppositionEnregistree)
def retirer_les_messages(oppositions, *, par):
    for opposition in oppositions:
        retirer(personne_id=opposition.personne_id, canal=opposition.canal, le=opposition.survenu_le, par=par)
