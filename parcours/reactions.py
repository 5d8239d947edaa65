"""What this app does when the register of people speaks, and what it answers when it is asked."""

from parcours.models import Convocation, Parcours
from parcours.services import parcours as services
from parcours.services import reprise, reunion
from parcours.services.situation import situer
from spie.socle.historique.services import reacts_to
from spie.socle.imports.events import SuiviRepris
from spie.socle.personnes.events import (
    DepartementQuitte,
    EntreeDroitsDevoirs,
    PersonneRevenue,
    SortieDroitsDevoirs,
)
from spie.socle.personnes.fusion.attaches import attache
from spie.socle.personnes.fusion.reunion import concilie
from spie.socle.personnes.rapprochement import tells_situations


@reacts_to(EntreeDroitsDevoirs)
def ouvrir_les_parcours(entrees, *, par):
    services.ouvrir(entrees=entrees, par=par)


@reacts_to(SortieDroitsDevoirs)
def clore_les_parcours(sorties, *, par):
    services.clore(sorties=sorties, par=par)


@reacts_to(DepartementQuitte)
def clore_les_parcours_de_qui_part(departs, *, par):
    services.clore(sorties=departs, par=par)


@reacts_to(PersonneRevenue)
def rouvrir_un_parcours(retours, *, par):
    services.ouvrir(entrees=retours, par=par)


@reacts_to(SuiviRepris)
def reprendre_les_suivis(reprises, *, par):
    reprise.reprendre(reprises=reprises, par=par)


@tells_situations
def dire_les_situations(personnes):
    return situer(personnes=personnes)


@concilie
def garder_un_parcours(fiches):
    reunion.un_parcours(fiches)


@attache("parcours", "parcours")
def ses_parcours(personne):
    return Parcours.objects.filter(personne=personne)


@attache("convocation à une réunion", "convocations à des réunions")
def ses_convocations(personne):
    return Convocation.objects.filter(parcours__personne=personne)
