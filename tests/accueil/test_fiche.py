"""La fiche d'une personne : sa situation, sa chronologie, et qui peut l'ouvrir."""

from uuid import uuid4

import pytest

from spie.accueil.chronologie import presenter
from spie.accueil.views import personne as vues
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.interface.dates import moment_demande
from tests.factories import MAINTENANT, un_agent, un_dossier, un_parcours, une_personne, une_structure

pytestmark = pytest.mark.usefixtures("ardeche")


def une_trace(type_, personne_id=None, **donnees):
    return Trace.objects.create(type=type_, personne_id=personne_id or uuid4(), donnees=donnees, survenu_le=MAINTENANT)


def test_un_fait_inconnu_se_montre_sans_se_tromper():
    assert presenter(une_trace("FaitDeDemain"))["phrase"] == "Un fait a été enregistré."


def test_la_bascule_se_lit_en_francais():
    fait = presenter(une_trace("OrientationBasculee", echeance_legale="2026-02-16"))
    assert "lundi 16 février 2026" in fait["phrase"]


def test_un_partenaire_ne_voit_que_les_personnes_confiees_a_sa_structure():
    structure = une_structure("Mission locale fictive", "MISSION_LOCALE")
    partenaire = un_agent(Role.PARTENAIRE, structure=structure).affectations.get()
    suivie, autre = une_personne(), une_personne("FACTICE")
    un_parcours(
        personne=suivie, modalite="SOCIALE", structure=structure, referent=partenaire, confie_le=MAINTENANT.date()
    )
    assert vues.visible_par(partenaire, suivie.pk)
    assert not vues.visible_par(partenaire, autre.pk)


def test_la_situation_coute_peu_de_requetes(django_assert_max_num_queries):
    personne = une_personne()
    un_dossier(personne.foyer)
    un_parcours(personne=personne)
    with django_assert_max_num_queries(8):
        vues.situation(personne, [personne])


def test_une_date_fantaisiste_dans_l_adresse_ne_casse_rien():
    assert moment_demande("2026-99-99T00:00") is None
    assert moment_demande("n'importe quoi") is None
