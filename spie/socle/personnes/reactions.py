"""What the register does when someone enters: it says whether it already knew them."""

from spie.socle.historique.services import reacts_to
from spie.socle.personnes.events import EntreeDroitsDevoirs
from spie.socle.personnes.services import depart


@reacts_to(EntreeDroitsDevoirs)
def retrouver_les_dossiers(entrees, *, par):
    depart.retrouver(entrees=entrees, par=par)
