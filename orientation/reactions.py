"""What this app does when the paths speak."""

from orientation.services import horloge
from parcours.events import ParcoursClos, ParcoursOuvert
from spie.socle.historique.services import reacts_to


@reacts_to(ParcoursOuvert)
def ouvrir_les_six_semaines(ouvertures, *, par):
    horloge.ouvrir(ouvertures=ouvertures, par=par)


@reacts_to(ParcoursClos)
def abandonner_les_orientations(clotures, *, par):
    horloge.abandonner(clotures=clotures)
