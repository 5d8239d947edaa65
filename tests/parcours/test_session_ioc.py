"""Preparing, moving and cancelling a session: everyone convened is told."""

from datetime import timedelta

import pytest

from parcours.forms.session_ioc import depuis
from parcours.models import Convocation, SessionIOC
from parcours.services import session_ioc as services
from parcours.services.convocation import convoquer
from parcours.services.refus import CapaciteInsuffisante, SessionCommencee, SessionDejaAnnulee
from parcours.states import EtatConvocation, EtatSession
from spie.socle.historique.models import Trace
from tests.factories import MAINTENANT, un_parcours, une_convocation, une_session

pytestmark = pytest.mark.django_db


def champs(session, **changes):
    valeurs = {nom: v for nom, v in depuis(session).items() if nom not in ("jour", "heure")}
    return valeurs | {"debut_le": session.debut_le, "animateurs": []} | changes


def test_une_session_se_cree_avec_ses_animateurs(ardeche, secretaire):
    # given
    modele, affectation = une_session(), secretaire.affectations.get()

    # when
    session = services.creer(
        **champs(modele, animateurs=[affectation], lieu="Salle FACTICE"), par=secretaire, le=MAINTENANT
    )

    # then
    assert [a.affectation for a in session.animations.all()] == [affectation]
    assert Trace.objects.filter(type="SessionCreee").count() == 1


def test_une_session_ne_se_cree_pas_dans_le_passe(ardeche, secretaire):
    with pytest.raises(SessionCommencee, match="déjà passée"):
        services.creer(**champs(une_session(dans=-timedelta(days=1))), par=secretaire, le=MAINTENANT)


def test_deplacer_previent_chaque_personne_avec_une_nouvelle_version(ardeche, secretaire):
    # given
    session, parcours = une_session(), un_parcours()
    convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # when
    plus_tard = champs(session, debut_le=session.debut_le + timedelta(days=7))
    bilan = services.modifier(session=session, **plus_tard, par=secretaire, le=MAINTENANT)

    # then
    session.refresh_from_db()
    assert (session.version, session.deplacee_le) == (2, MAINTENANT)
    assert bilan.sms == bilan.courriers == [parcours.personne]
    assert Trace.objects.filter(type="SessionDeplacee").count() == 1


def test_changer_les_places_ne_previent_personne(ardeche, secretaire):
    # given
    session = une_session()
    une_convocation(session=session)

    # when
    bilan = services.modifier(session=session, **champs(session, capacite=20), par=secretaire, le=MAINTENANT)

    # then
    session.refresh_from_db()
    assert (session.version, session.capacite, bilan.sms) == (1, 20, [])


def test_on_ne_retire_pas_une_place_deja_donnee(ardeche, secretaire):
    session = une_session()
    une_convocation(session=session), une_convocation(session=session)
    with pytest.raises(CapaciteInsuffisante, match="2 personnes ont déjà une place"):
        services.modifier(session=session, **champs(session, capacite=1), par=secretaire, le=MAINTENANT)


def test_annuler_previent_et_ne_compte_aucune_absence(ardeche, secretaire):
    # given
    session, parcours = une_session(), un_parcours()
    convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # when
    bilan = services.annuler(session=session, motif="salle inondée", par=secretaire, le=MAINTENANT)

    # then
    session.refresh_from_db()
    assert (session.etat, session.motif_annulation) == (EtatSession.ANNULEE, "salle inondée")
    assert Convocation.objects.get().etat == EtatConvocation.ANNULEE_SERVICE
    assert bilan.sms == bilan.courriers == [parcours.personne]
    assert not Convocation.objects.absentes_sans_suite().exists()


def test_on_n_annule_ni_deux_fois_ni_apres_le_debut(ardeche, secretaire):
    session = une_session()
    services.annuler(session=session, motif="neige", par=secretaire, le=MAINTENANT)
    with pytest.raises(SessionDejaAnnulee):
        services.annuler(session=session, motif="neige", par=secretaire, le=MAINTENANT)
    with pytest.raises(SessionCommencee):
        services.annuler(session=une_session(dans=-timedelta(hours=1)), motif="neige", par=secretaire, le=MAINTENANT)


def test_les_feuilles_a_remplir_viennent_avant_les_reunions_a_venir(ardeche):
    # given
    a_venir, finie = une_session(), une_session(dans=-timedelta(days=2))
    a_emarger = une_convocation(session=une_session(dans=-timedelta(days=1))).session
    une_convocation(session=finie, etat=EtatConvocation.PRESENTE)

    # when
    liste = SessionIOC.objects.pour_la_page().a_traiter(a=MAINTENANT).order_by("debut_le")

    # then
    assert [(s.pk, s.prises, s.attendues) for s in liste] == [(a_emarger.pk, 1, 1), (a_venir.pk, 0, 0)]
