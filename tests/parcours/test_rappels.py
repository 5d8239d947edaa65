"""Reminders are a query of what is due and not done: run twice, or late, the result is the same."""

from datetime import timedelta

import pytest

from parcours.services import session_ioc as sessions
from parcours.services.rappels import rappeler
from spie.socle.calendrier.models import ParametreLocal
from tests.factories import MAINTENANT, un_parcours, une_convocation, une_personne, une_session
from tests.parcours.test_session_ioc import champs

pytestmark = pytest.mark.django_db


@pytest.fixture
def convocation(ardeche):
    """Convened this morning to a session in twenty days."""
    return une_convocation()


def dans(jours):
    return MAINTENANT + timedelta(days=jours)


def test_rien_n_est_du_avant_le_premier_rappel(convocation):
    assert rappeler(au=dans(12)) == 0


def test_chaque_rappel_part_une_seule_fois(convocation):
    assert [rappeler(au=dans(13)), rappeler(au=dans(13)), rappeler(au=dans(14))] == [1, 0, 0]
    assert [rappeler(au=dans(18)), rappeler(au=dans(19))] == [1, 0]


def test_apres_une_panne_seul_le_rappel_encore_utile_part(convocation):
    assert [rappeler(au=dans(18)), rappeler(au=dans(18))] == [1, 0]


def test_apres_le_debut_plus_rien_ne_part(convocation):
    assert rappeler(au=dans(20)) == 0


def test_qui_vient_d_etre_convoque_n_est_pas_rappele_aussitot(ardeche):
    # given: convened five days before; the reminder of J-7 makes no sense, that of J-2 does
    une_convocation(session=une_session(dans=timedelta(days=5)))

    # when / then
    assert [rappeler(au=dans(0)), rappeler(au=dans(1)), rappeler(au=dans(3))] == [0, 0, 1]


def test_une_reunion_deplacee_se_rappelle_a_sa_nouvelle_date(convocation, secretaire):
    # given
    assert rappeler(au=dans(13)) == 1
    session = convocation.session
    plus_tard = champs(session, debut_le=session.debut_le + timedelta(days=20))
    sessions.modifier(session=session, **plus_tard, par=secretaire, le=dans(14))

    # when / then
    assert [rappeler(au=dans(18)), rappeler(au=dans(33)), rappeler(au=dans(33))] == [0, 1, 0]


def test_une_reunion_annulee_ne_se_rappelle_pas(convocation, secretaire):
    sessions.annuler(session=convocation.session, motif="neige", par=secretaire, le=MAINTENANT)
    assert rappeler(au=dans(13)) == 0


def test_sans_mobile_pas_de_rappel(ardeche):
    une_convocation(parcours=un_parcours(personne=une_personne(mobile=None)))
    assert rappeler(au=dans(13)) == 0


def test_le_departement_regle_ses_delais(convocation):
    # given
    ParametreLocal.objects.create(code="ioc.rappel_1", valeur=10, valide_du=MAINTENANT.date())

    # when / then
    assert rappeler(au=dans(10)) == 1
