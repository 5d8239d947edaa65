"""Qui revient retrouve son dossier : son histoire continue, et la fiche le dit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.models import Parcours
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.historique.services import emit_all
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs
from spie.socle.personnes.models import Depart, SoumissionDroitsDevoirs
from spie.socle.personnes.services.depart import revenir
from spie.socle.personnes.services.refus import PasPartie
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_personne,
)
from tests.parcours.departs import partir, une_allocataire


@pytest.fixture(autouse=True)
def ardennes(ardeche):
    return un_departement("08", "Ardennes")


@pytest.fixture
def agent(ardeche):
    return un_agent(Role.REFERENT)


def test_un_nouveau_droit_rouvre_l_ancien_dossier_et_le_dit(agent):
    # given
    personne = une_allocataire()
    un_parcours(personne=personne)
    partir(personne, agent, le=MAINTENANT - timedelta(days=200))
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )

    # when
    emit_all([entree], par=None)

    # then
    personne.refresh_from_db()
    assert personne.partie_le is None
    assert Depart.objects.get().revenue_le == AUJOURDHUI
    assert Parcours.objects.en_cours().filter(personne=personne).exists()
    assert Parcours.objects.filter(personne=personne).count() == 2
    retrouve = Trace.objects.get(type="DossierRetrouve")
    assert retrouve.donnees["suivie_jusqu_au"] == "2026-05-08"


def test_qui_sort_du_rsa_puis_y_revient_retrouve_son_dossier():
    # given
    personne = une_allocataire()
    SoumissionDroitsDevoirs.objects.update(fin_le=date(2026, 6, 30), motif_fin="droit au RSA : clos")
    emit_all([SortieDroitsDevoirs(personne_id=personne.pk, motif="clos", survenu_le=MAINTENANT)], par=None)
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )

    # when
    emit_all([entree], par=None)

    # then
    retrouve = Trace.objects.get(type="DossierRetrouve")
    assert retrouve.donnees == {"suivie_jusqu_au": "2026-06-30", "motif": "droit au RSA : clos"}


def test_une_premiere_entree_ne_retrouve_rien():
    personne = une_allocataire()
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )
    emit_all([entree], par=None)
    assert not Trace.objects.filter(type="DossierRetrouve").exists()


def test_un_agent_rouvre_le_dossier_de_qui_est_revenu(agent):
    # given
    personne = une_allocataire()
    un_parcours(personne=personne)
    partir(personne, agent, le=MAINTENANT - timedelta(days=30))

    # when
    revenir(personne=personne, par=agent, le=MAINTENANT)

    # then: still subject to duties, hence six weeks from the day we learnt it
    ouvert = Parcours.objects.en_cours().get(personne=personne)
    assert (ouvert.droit_notifie_le, ouvert.info_recue_le) == (AUJOURDHUI, AUJOURDHUI)
    with pytest.raises(PasPartie):
        revenir(personne=personne, par=agent, le=MAINTENANT)


def entrees_de_gens_connus(nombre):
    personnes = [une_personne(mobile=None) for _ in range(nombre)]
    dates = {"droit_notifie_le": date(2025, 1, 1), "info_recue_le": date(2025, 1, 2), "fin_le": date(2025, 9, 1)}
    SoumissionDroitsDevoirs.objects.bulk_create(
        SoumissionDroitsDevoirs(personne=p, motif_fin="clos", **dates) for p in personnes
    )
    jours = {"droit_notifie_le": AUJOURDHUI, "info_recue_le": AUJOURDHUI, "survenu_le": MAINTENANT}
    return [EntreeDroitsDevoirs(personne_id=p.pk, **jours) for p in personnes]


def test_retrouver_vingt_personnes_coute_autant_de_requetes_que_deux():
    compte = []
    for nombre in (2, 20):
        entrees = entrees_de_gens_connus(nombre)
        with CaptureQueriesContext(connection) as requetes:
            emit_all(entrees, par=None)
        compte.append(len(requetes))
    assert Trace.objects.filter(type="DossierRetrouve").count() == 22
    assert compte[0] == compte[1]
