"""The administration: one département at a time, reference data only, decisions read-only."""

import pytest
from django.urls import reverse

from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import un_agent, un_departement, un_territoire, une_structure


@pytest.fixture
def administratrice(connecte):
    return connecte(Role.ADMINISTRATEUR)


TABLES = ["comptes_agent", "comptes_structure", "comptes_affectation", "territoires_territoire", "territoires_commune"]


@pytest.mark.parametrize("table", TABLES)
def test_chaque_table_se_liste_et_se_cherche(administratrice, client, table):
    un_territoire()
    for suite in ("", "?q=a"):
        assert client.get(reverse(f"admin:{table}_changelist") + suite).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.ADMINISTRATEUR])
def test_seul_l_administrateur_entre(connecte, client, role):
    connecte(role)
    reponse = client.get(reverse("admin:index"))
    assert reponse.status_code == 302


def test_rien_d_ailleurs_n_y_parait(administratrice, client):
    # given
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = un_agent(nom="AILLEURS", structure=une_structure("Structure d'ailleurs"))
        structure = Structure.objects.get()
    set_departement("07")

    # then
    assert "AILLEURS" not in client.get(reverse("admin:comptes_agent_changelist")).content.decode()
    assert "ailleurs" not in client.get(reverse("admin:comptes_structure_changelist")).content.decode()
    for table, objet in (("agent", ailleurs), ("structure", structure)):
        assert client.get(reverse(f"admin:comptes_{table}_change", args=[objet.pk])).status_code == 302


def test_creer_un_agent_lui_donne_une_place_ici_et_se_trace(administratrice, client):
    # given
    structure = une_structure("CMS d'Annonay (fictif)")

    # when
    reponse = client.post(
        reverse("admin:comptes_agent_add"),
        {
            "courriel": "nouveau@example.org",
            "prenom": "Nino",
            "nom": "EXEMPLE",
            "telephone": "",
            "is_active": "on",
            "mot_de_passe": "une phrase assez longue",
            "affectations-TOTAL_FORMS": "1",
            "affectations-INITIAL_FORMS": "0",
            "affectations-0-structure": str(structure.pk),
            "affectations-0-role": Role.REFERENT,
            "affectations-0-etp": "0.80",
            "affectations-0-active": "on",
        },
    )

    # then
    assert reponse.status_code == 302, reponse.context["errors"]
    agent = Agent.objects.get(courriel="nouveau@example.org")
    assert agent.check_password("une phrase assez longue")
    assert Affectation.objects.get(agent=agent).structure == structure
    assert Trace.objects.get(type="ReferenceModifiee").acteur == administratrice


def test_on_ne_supprime_rien(administratrice, client):
    structure = une_structure()
    assert (
        client.post(reverse("admin:comptes_structure_delete", args=[structure.pk]), {"post": "yes"}).status_code == 403
    )
