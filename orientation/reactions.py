"""What this app does when the paths speak."""

from orientation.models import Orientation
from orientation.services import horloge, reprise, reunion
from parcours.events import ParcoursClos, ParcoursOuvert, ParcoursRepris
from spie.socle.historique.services import reacts_to
from spie.socle.personnes.fusion.attaches import attache
from spie.socle.personnes.fusion.reunion import concilie


@reacts_to(ParcoursOuvert)
def ouvrir_les_six_semaines(ouvertures, *, par):
    horloge.ouvrir(ouvertures=ouvertures, par=par)


@reacts_to(ParcoursClos)
def abandonner_les_orientations(clotures, *, par):
    horloge.abandonner(clotures=clotures)


@reacts_to(ParcoursRepris)
def ne_plus_decider_des_parcours_repris(reprises, *, par):
    reprise.ne_plus_decider(reprises=reprises)


@concilie
def garder_une_orientation(fiches):
    reunion.une_orientation(fiches)


@attache("orientation", "orientations")
def ses_orientations(personne):
    return Orientation.objects.filter(parcours__personne=personne)
