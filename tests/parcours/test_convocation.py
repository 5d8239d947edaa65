"""Convening people: the right ones, within the seats, once each, and told."""

from datetime import date, timedelta

import pytest

from parcours.models import Convocation, Parcours
from parcours.services import session_ioc as sessions
from parcours.services.convocation import convoquer
from parcours.services.refus import PlusDePlace, SessionCommencee, SessionDejaAnnulee
from parcours.states import EtatConvocation
from spie.socle.historique.models import Trace
from tests.factories import (
    MAINTENANT,
    un_parcours,
    un_territoire,
    une_commune,
    une_convocation,
    une_personne,
    une_session,
)

pytestmark = pytest.mark.django_db


def proches(session):
    attente = Parcours.objects.a_convoquer().avec_adresse()
    return attente.plus_proches(commune_id=session.commune_id, territoire_id=session.territoire_id, nombre=101)


def test_les_plus_proches_viennent_d_abord_puis_la_plus_courte_echeance(ardeche):
    # given
    privas, joyeuse = une_commune("07186", "Privas", "07000"), une_commune("07110", "Joyeuse", "07260")
    aubenas = une_commune()
    un_territoire(communes=[aubenas, joyeuse])
    loin = un_parcours(personne=une_personne(commune=privas), droit_notifie_le=date(2026, 10, 20))
    voisine = un_parcours(personne=une_personne(commune=joyeuse), droit_notifie_le=date(2026, 10, 25))
    tard = un_parcours(personne=une_personne(commune=aubenas), droit_notifie_le=date(2026, 11, 12))
    tot = un_parcours(personne=une_personne(commune=aubenas), droit_notifie_le=date(2026, 11, 2))
    session = une_session()

    # when
    liste = proches(session)

    # then
    assert [(p.pk, p.proximite) for p in liste] == [(tot.pk, 0), (tard.pk, 0), (voisine.pk, 1), (loin.pk, 2)]


def test_une_ancienne_adresse_ne_rapproche_personne(ardeche):
    # given
    personne = une_personne()
    personne.foyer.adresses.update(au=date(2026, 11, 1))
    un_parcours(personne=personne)

    # when / then
    assert [(p.insee, p.proximite) for p in proches(une_session())] == [(None, 2)]


def test_qui_a_deja_une_date_ou_un_referent_n_est_pas_a_convoquer(ardeche):
    # given
    libre = un_parcours()
    une_convocation()
    un_parcours(clos_le=MAINTENANT)

    # when / then
    assert [p.pk for p in proches(une_session())] == [libre.pk]


def test_convoquer_inscrit_ecrit_et_previent(ardeche, secretaire, django_capture_on_commit_callbacks):
    # given
    session, parcours = une_session(), un_parcours()

    # when
    resultat = convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # then
    convocation = Convocation.objects.get()
    assert (convocation.etat, convocation.rang) == (EtatConvocation.CONVOQUEE, 1)
    assert Trace.objects.filter(type="PersonneConvoquee", personne_id=parcours.personne_id).count() == 1
    assert resultat.bilan.sms == [parcours.personne]
    assert resultat.bilan.courriers == [parcours.personne]


def test_un_double_clic_ne_convoque_qu_une_fois(ardeche, secretaire):
    # given
    session, parcours = une_session(), un_parcours()
    convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # when
    resultat = convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # then
    assert (resultat.convocations, resultat.deja) == ([], 1)
    assert Convocation.objects.count() == 1


def test_la_personne_de_trop_est_refusee_et_rien_ne_part(ardeche, secretaire):
    # given
    session = une_session(capacite=2)
    parcours = [un_parcours() for _ in range(3)]

    # when
    with pytest.raises(PlusDePlace, match="Il reste 2 places dans cette réunion et vous convoquez 3 personnes"):
        convoquer(session=session, parcours_ids=[p.pk for p in parcours], par=secretaire, le=MAINTENANT)

    # then
    assert not Convocation.objects.exists()


def test_sans_mobile_ou_sans_adresse_on_le_dit(ardeche, secretaire):
    # given
    sans_mobile, sans_adresse = une_personne("MUETTE", mobile=None), une_personne("ERRANT")
    sans_adresse.foyer.adresses.all().delete()
    ids = [un_parcours(personne=p).pk for p in (sans_mobile, sans_adresse)]

    # when
    bilan = convoquer(session=une_session(), parcours_ids=ids, par=secretaire, le=MAINTENANT).bilan

    # then
    assert (bilan.sans_mobile, bilan.sans_adresse) == ([sans_mobile], [sans_adresse])
    assert (bilan.sms, bilan.courriers) == ([sans_adresse], [sans_mobile])


def test_on_ne_convoque_ni_a_une_reunion_commencee_ni_a_une_reunion_annulee(ardeche, secretaire):
    parcours = un_parcours()
    with pytest.raises(SessionCommencee):
        convoquer(
            session=une_session(dans=-timedelta(hours=1)), parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT
        )
    with pytest.raises(SessionDejaAnnulee):
        convoquer(session=une_session(etat="ANNULEE"), parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)


@pytest.mark.parametrize("etat", ["ABSENTE_A_QUALIFIER", "ABSENTE_JUSTIFIEE", "ABSENTE_INJUSTIFIEE"])
def test_une_absence_mene_a_une_seconde_convocation(ardeche, secretaire, etat):
    # given
    manquee = une_convocation(session=une_session(dans=-timedelta(days=3)), etat=etat)
    assert list(Convocation.objects.absentes_sans_suite()) == [manquee]

    # when
    convoquer(session=une_session(), parcours_ids=[manquee.parcours_id], par=secretaire, le=MAINTENANT)

    # then
    assert Convocation.objects.get(session__debut_le__gt=MAINTENANT).rang == 2
    assert not Convocation.objects.absentes_sans_suite().exists()


def test_une_date_annulee_par_le_service_ne_compte_pas_comme_convocation(ardeche, secretaire):
    # given
    session, parcours = une_session(), un_parcours()
    convoquer(session=session, parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)
    sessions.annuler(session=session, motif="salle indisponible", par=secretaire, le=MAINTENANT)

    # when
    convoquer(session=une_session(), parcours_ids=[parcours.pk], par=secretaire, le=MAINTENANT)

    # then
    rangs = dict(Convocation.objects.values_list("etat", "rang"))
    assert rangs == {EtatConvocation.ANNULEE_SERVICE: 1, EtatConvocation.CONVOQUEE: 1}
