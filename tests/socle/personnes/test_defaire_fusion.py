"""Thirty days to go back: both files as they were, but what someone corrected since."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spie.socle.comptes.roles import Role
from spie.socle.personnes.fusion.champs import cote_a_cote
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services import fusion as services
from spie.socle.personnes.services.nir import noter_nir
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_dossier,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
)
from tests.socle.personnes.fusions import photographie, reunir, une_soumission

NIR_A = "2900507019901"
JOURS = st.dates(min_value=date(2026, 1, 1), max_value=AUJOURDHUI)


@pytest.fixture
def encadrante(ardeche):
    return un_agent(Role.ENCADRANT)


def test_annuler_remet_les_deux_fiches_comme_elles_etaient(encadrante):
    # given
    gardee, absorbee = une_personne(), une_personne("AUTRE", mobile="+33639980002")
    un_dossier(absorbee.foyer)
    une_orientation(parcours=un_parcours(personne=gardee))
    une_orientation(parcours=un_parcours(personne=absorbee))
    absorbee.poser_nir(NIR_A)
    absorbee.save()
    avant = photographie()

    # when
    fusion = reunir(gardee, absorbee, encadrante)
    assert photographie() != avant
    laissees = services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT + timedelta(days=3))

    # then
    assert laissees == []
    assert photographie() == avant
    assert Personne.objects.get(pk=absorbee.pk).nir == NIR_A


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_reunir_puis_annuler_ne_change_rien_quelles_que_soient_les_fiches(encadrante, data):
    # given: any two files
    ids = {}
    for nom in ("gardee", "absorbee"):
        personne = une_personne(
            nom=data.draw(st.sampled_from(["BALDI", "BALDY", "D'EXEMPLE"])),
            mobile=data.draw(st.sampled_from([None, "+33639980001", "+33639980002"])),
            autres_prenoms=data.draw(st.sampled_from(["", "Rose"])),
            langues=data.draw(st.sampled_from([[], ["ara"], ["ara", "tur"]])),
        )
        if data.draw(st.booleans()):
            une_soumission(personne, notifie=data.draw(JOURS), recue=data.draw(JOURS))
        if data.draw(st.booleans()):
            parcours = un_parcours(personne=personne, droit_notifie_le=data.draw(JOURS), info_recue_le=data.draw(JOURS))
            if data.draw(st.booleans()):
                une_orientation(parcours=parcours, echeance_locale=data.draw(JOURS))
            if data.draw(st.booleans()):
                une_convocation(parcours=parcours)
        if data.draw(st.booleans()):
            un_dossier(personne.foyer)
        ids[nom] = personne
    choix = {c.nom: data.draw(st.sampled_from(["gardee", "absorbee"])) for c in cote_a_cote(**ids) if c.nom != "nir"}
    avant = photographie()

    # when
    fusion = reunir(**ids, par=encadrante, choix=choix)
    services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT)

    # then
    assert photographie() == avant


def test_ce_qui_a_ete_corrige_depuis_reste_corrige(encadrante):
    gardee, absorbee = une_personne(prenom="Mael"), une_personne(prenom="Maëlle", mobile=None)
    fusion = reunir(gardee, absorbee, encadrante, choix={"prenom": "absorbee"})
    Personne.objects.filter(pk=gardee.pk).update(prenom="Maëlla")
    laissees = services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT)
    assert "prenom" in laissees
    gardee.refresh_from_db()
    assert gardee.prenom == "Maëlla"


def test_un_nir_confirme_entre_temps_repart_entier_avec_sa_fiche(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    absorbee.poser_nir(NIR_A)
    absorbee.save()
    fusion = reunir(gardee, absorbee, encadrante)
    noter_nir(personne=gardee, nir=Nir(NIR_A), motif="carte vue", par=encadrante, le=MAINTENANT)
    services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT)
    gardee.refresh_from_db()
    assert (gardee.nir, gardee.nir_empreinte, gardee.nir_fin) == ("", None, None)
    assert Personne.objects.get(pk=absorbee.pk).nir == NIR_A


def test_apres_trente_jours_la_reunion_est_definitive(encadrante):
    fusion = reunir(une_personne(), une_personne(mobile=None), encadrante)
    with pytest.raises(services.FusionDefinitive):
        services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT + timedelta(days=31))


def test_deux_reunions_se_defont_de_la_plus_recente_a_la_plus_ancienne(encadrante):
    trois = [une_personne(mobile=None) for _ in range(3)]
    avant = photographie()
    premiere = reunir(trois[0], trois[1], encadrante)
    seconde = reunir(trois[2], trois[0], encadrante, le=MAINTENANT + timedelta(minutes=1))
    with pytest.raises(services.FusionPlusRecente):
        services.annuler(fusion=premiere, par=encadrante, le=MAINTENANT + timedelta(minutes=2))
    services.annuler(fusion=seconde, par=encadrante, le=MAINTENANT + timedelta(minutes=2))
    services.annuler(fusion=premiere, par=encadrante, le=MAINTENANT + timedelta(minutes=3))
    assert photographie() == avant
