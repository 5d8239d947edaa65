"""Two secretaries at the same second: the last seat is given once, and a person has one date."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from parcours.models import Convocation
from parcours.services.convocation import convoquer
from parcours.services.refus import PlusDePlace
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent, un_departement, un_parcours, une_session


def ensemble(demandes, par):
    """Run each demand on a connection of its own, all starting at once."""
    depart = Barrier(len(demandes))

    def une(demande):
        session, ids = demande
        depart.wait()
        try:
            with departement_courant("07"):
                return convoquer(session=session, parcours_ids=ids, par=par, le=MAINTENANT).deja
        except PlusDePlace:
            return "complet"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(demandes)) as fils:
        return list(fils.map(une, demandes))


@pytest.fixture
def personnes(base_vivante):
    """Thirteen people and a session of twelve seats, committed for every connection to see."""
    un_departement()
    with departement_courant("07"):
        return un_agent(Role.ACCUEIL), une_session(capacite=12), une_session(), [un_parcours() for _ in range(13)]


def test_la_treizieme_personne_est_refusee_meme_au_meme_instant(personnes):
    # given
    par, session, _, parcours = personnes
    lots = [(session, [p.pk for p in parcours[i::2]]) for i in range(2)]

    # when
    resultats = ensemble(lots, par)

    # then
    assert sorted(map(str, resultats)) == ["0", "complet"]
    with departement_courant("07"):
        assert Convocation.objects.count() <= 12


def test_deux_reunions_ne_se_disputent_pas_une_personne(personnes):
    # given
    par, session, autre, parcours = personnes

    # when
    resultats = ensemble([(session, [parcours[0].pk]), (autre, [parcours[0].pk])], par)

    # then
    assert sorted(resultats) == [0, 1]
    with departement_courant("07"):
        assert Convocation.objects.count() == 1


def test_un_double_clic_simultane_ne_convoque_qu_une_fois(personnes):
    # given
    par, session, _, parcours = personnes

    # when
    resultats = ensemble([(session, [parcours[0].pk])] * 2, par)

    # then
    assert sorted(resultats) == [0, 1]
    with departement_courant("07"):
        assert Convocation.objects.count() == 1
