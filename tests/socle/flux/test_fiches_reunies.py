"""Two files of people become one, while the flow has something to say of both."""

from datetime import timedelta

from spie.socle.comptes.roles import Role
from spie.socle.flux.models import AbsenceFlux
from spie.socle.personnes.services import fusion as services
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_dossier, une_personne
from tests.socle.personnes.fusions import photographie, reunir


def test_une_absence_du_flux_dite_deux_fois_n_est_gardee_qu_une_et_revient_si_l_on_separe(ardeche):
    # given: two files of the same person, both missing from the same household
    gardee, absorbee = une_personne(), une_personne("AUTRE", mobile=None)
    dossier = un_dossier(gardee.foyer)
    for personne in (gardee, absorbee):
        AbsenceFlux.objects.create(dossier=dossier, personne=personne, depuis_le=AUJOURDHUI)
    avant = photographie()

    # when
    encadrante = un_agent(Role.ENCADRANT)
    fusion = reunir(gardee, absorbee, encadrante)

    # then
    assert AbsenceFlux.objects.get().personne == gardee
    services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT + timedelta(days=1))
    assert photographie() == avant
