"""Le courriel du matin : qui décide sait combien de personnes attendent, sans qu'aucun nom ne circule."""

from datetime import timedelta

import pytest

from orientation.services.avertissements import avertir
from orientation.services.surveillance import surveiller
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_parcours,
    un_territoire,
    une_commune,
    une_orientation,
    une_personne,
    une_structure,
)

pytestmark = pytest.mark.usefixtures("ardeche")


@pytest.fixture
def ici():
    return un_territoire(communes=[une_commune()])


@pytest.fixture
def ailleurs():
    return un_territoire("DTAS Nord", communes=[une_commune("07010", "Annonay", "07100")])


def une_bascule(nom, commune):
    return une_orientation(
        parcours=un_parcours(personne=une_personne(nom, commune=commune)),
        echeance_locale=AUJOURDHUI - timedelta(days=4),
        echeance_legale=AUJOURDHUI - timedelta(days=1),
    )


def verifier(jour=AUJOURDHUI, le=MAINTENANT) -> int:
    surveiller(au=jour, le=le)
    return avertir(au=jour, le=le)


def textes() -> dict[str, str]:
    return {envoi.destinataire: envoi.contenu["texte"] for envoi in Envoi.objects.filter(canal="COURRIEL")}


def test_chacun_est_prevenu_de_ce_qui_le_concerne(ici, ailleurs):
    # given
    un_agent(Role.ENCADRANT, courriel="sud@example.org", structure=une_structure("CMS Sud", territoire=ici))
    un_agent(Role.ENCADRANT, courriel="nord@example.org", structure=une_structure("CMS Nord", territoire=ailleurs))
    un_agent(Role.PILOTE, courriel="pilote@example.org")
    un_agent(Role.REFERENT, courriel="referent@example.org")
    une_bascule("UNE", une_commune()), une_bascule("DEUX", une_commune())

    # when
    deposes = verifier()

    # then: nobody in the north, nobody who does not decide
    assert deposes == 2
    assert set(textes()) == {"sud@example.org", "pilote@example.org"}
    assert "2 personnes : leurs six semaines légales sont écoulées." in textes()["sud@example.org"]


def test_le_courriel_ne_nomme_personne(ici):
    un_agent(Role.PILOTE, courriel="pilote@example.org")
    une_bascule("SPECIMEN-SECRET", une_commune())
    verifier()
    envoi = Envoi.objects.get()
    assert "SPECIMEN" not in envoi.contenu["texte"] + envoi.contenu["sujet"]


def test_une_verification_rejouee_n_ecrit_pas_deux_fois(ici):
    un_agent(Role.PILOTE)
    une_bascule("UNE", une_commune())
    assert verifier() == 1
    assert verifier(le=MAINTENANT + timedelta(hours=1)) == 0
    assert Envoi.objects.count() == 1


def test_le_lendemain_seules_les_nouvelles_sont_dites(ici):
    # given
    un_agent(Role.PILOTE, courriel="pilote@example.org")
    une_bascule("HIER", une_commune())
    verifier()

    # when
    une_bascule("AUJOURDHUI", une_commune())
    verifier(AUJOURDHUI + timedelta(days=1), MAINTENANT + timedelta(days=1))

    # then
    assert Envoi.objects.count() == 2
    assert "1 personne :" in Envoi.objects.order_by("-depose_le").first().contenu["texte"]


def test_sans_alerte_personne_n_est_derange():
    un_agent(Role.PILOTE)
    assert verifier() == 0
