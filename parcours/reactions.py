"""What this app does when the register of people speaks."""

from parcours.services import parcours as services
from spie.socle.historique.services import reacts_to
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs


@reacts_to(EntreeDroitsDevoirs)
def ouvrir_les_parcours(entrees, *, par):
    services.ouvrir(entrees=entrees, par=par)


@reacts_to(SortieDroitsDevoirs)
def clore_les_parcours(sorties, *, par):
    services.clore(sorties=sorties, par=par)
