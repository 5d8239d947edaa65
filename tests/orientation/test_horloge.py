"""Les deux horloges des six semaines : elles s'ouvrent, elles alertent, elles s'arrêtent."""

from datetime import date, timedelta

import pytest

from orientation.models import Alerte, Orientation
from orientation.services.surveillance import surveiller
from orientation.states import EtatOrientation
from parcours.services import parcours as parcours_services
from spie.socle.historique.models import Trace
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs
from tests.factories import AUJOURDHUI, MAINTENANT, un_parcours, une_orientation, une_personne

pytestmark = pytest.mark.usefixtures("ardeche")


def entrer(*personnes, droit_notifie_le=date(2026, 1, 2), info_recue_le=date(2026, 1, 5)):
    entrees = [
        EntreeDroitsDevoirs(
            personne_id=p.pk, droit_notifie_le=droit_notifie_le, info_recue_le=info_recue_le, survenu_le=MAINTENANT
        )
        for p in personnes
    ]
    return parcours_services.ouvrir(entrees=entrees, par=None)


def test_t1_une_information_recue_le_5_janvier_donne_jusqu_au_16_fevrier():
    entrer(une_personne())

    orientation = Orientation.objects.get()
    assert orientation.echeance_legale == date(2026, 2, 16)
    assert orientation.echeance_locale == date(2026, 2, 13)
    assert Trace.objects.filter(type="SixSemainesOuvertes").count() == 1


def test_t1_la_bascule_se_constate_le_17_fevrier_pas_le_16():
    entrer(une_personne())

    surveiller(au=date(2026, 2, 16), le=MAINTENANT)
    assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER

    surveiller(au=date(2026, 2, 17), le=MAINTENANT)
    assert Orientation.objects.get().etat == EtatOrientation.BASCULEE


def test_un_lot_de_trente_personnes_ouvre_les_horloges_en_peu_de_requetes(django_assert_max_num_queries):
    personnes = [une_personne(nom=f"SPECIMEN{i}", mobile=None) for i in range(30)]

    with django_assert_max_num_queries(18):
        entrer(*personnes)

    assert Orientation.objects.count() == 30


def test_un_parcours_clos_n_attend_plus_de_decision():
    personne = une_personne()
    entrer(personne)

    sortie = SortieDroitsDevoirs(personne_id=personne.pk, motif="droit clos", survenu_le=MAINTENANT)
    parcours_services.clore(sorties=[sortie], par=None)

    assert Orientation.objects.get().etat == EtatOrientation.SANS_OBJET


@pytest.mark.parametrize("jours_de_panne", [0, 3])
def test_la_surveillance_rejouee_ou_en_retard_donne_le_meme_resultat(jours_de_panne):
    une_orientation(echeance_locale=AUJOURDHUI - timedelta(days=4), echeance_legale=AUJOURDHUI - timedelta(days=1))
    une_orientation(parcours=un_parcours(personne=une_personne("MODELE-TEST")), echeance_locale=AUJOURDHUI)

    for _ in range(2):
        surveiller(au=AUJOURDHUI + timedelta(days=jours_de_panne), le=MAINTENANT)

    assert Orientation.objects.filter(etat=EtatOrientation.BASCULEE).count() == 1
    assert Trace.objects.filter(type="OrientationBasculee").count() == 1
    assert sorted(Alerte.objects.values_list("nature", "role")) == [
        ("BASCULE", "ENCADRANT"),
        ("BASCULE", "PILOTE"),
        ("BIENTOT", "ENCADRANT"),
    ]


def test_la_surveillance_coute_autant_pour_dix_que_pour_une(django_assert_num_queries):
    for i in range(10):
        une_orientation(
            parcours=un_parcours(personne=une_personne(f"FACTICE{i}")), echeance_legale=AUJOURDHUI - timedelta(days=1)
        )
    with django_assert_num_queries(7):
        surveiller(au=AUJOURDHUI, le=MAINTENANT)
