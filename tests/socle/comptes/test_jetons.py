"""Les clés d'accès : données et retirées par l'administrateur du département, montrées une fois, jamais gardées."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from spie.socle.comptes import jetons
from spie.socle.comptes.models import Agent, Jeton
from spie.socle.comptes.roles import Portee, Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import departement_courant
from tests.accueil.programmes import client as client_du_programme
from tests.accueil.programmes import refus
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_compte_de_service, un_departement, une_cle

AJOUTER = reverse("admin:comptes_jeton_add")
pytestmark = pytest.mark.usefixtures("maintenant")


@pytest.fixture
def administratrice(connecte):
    return connecte(Role.ADMINISTRATEUR)


def demande(affectation, **champs) -> dict:
    """What the browser sends to ask for a key."""
    fin = (AUJOURDHUI + timedelta(days=30)).isoformat()
    donnees = {"affectation": affectation.pk, "libelle": "Logiciel fictif", "portees": ["rapprocher"], "expire_le": fin}
    return donnees | champs


def cle_montree(page: str) -> str:
    return page.partition('<code id="cle">')[2].partition("</code>")[0]


def test_l_administratrice_donne_une_cle_qui_sert_et_ne_se_montre_qu_une_fois(client, administratrice):
    # when
    reponse = client.post(AJOUTER, demande(un_compte_de_service(), portees=["lire_personnes", "rapprocher"]))
    cle = cle_montree(reponse.content.decode())

    # then
    jeton = Jeton.objects.get()
    assert cle.startswith(jeton.prefixe)
    assert reponse["Cache-Control"] == "no-store"
    assert (jeton.cree_par, jeton.lire_personnes, jeton.lire_changements) == (administratrice, True, False)
    programme = client_du_programme(cle)
    assert programme.get("/api/v1/personnes").status_code == 200
    assert refus(programme.get("/api/v1/changements")) == (403, "portee_absente")
    for adresse in ("change", "history"):
        page = client.get(reverse(f"admin:comptes_jeton_{adresse}", args=[jeton.pk])).content.decode()
        assert cle not in page
        assert jeton.prefixe in page
    assert cle not in str(Jeton.objects.values().get()) + str(list(Trace.objects.values()))
    assert [trace.donnees["acte"] for trace in Trace.objects.all()] == ["ajout"]


def test_l_administratrice_retire_une_cle_et_l_historique_le_dit(client, administratrice):
    # given
    jeton, cle = une_cle(un_compte_de_service())
    fiche = reverse("admin:comptes_jeton_change", args=[jeton.pk])
    assert client_du_programme(cle).get("/api/v1/personnes").status_code == 200

    # when
    page = client.post(fiche, follow=True).content.decode()

    # then
    jeton.refresh_from_db()
    assert (jeton.retire_le, jeton.retire_par) == (MAINTENANT, administratrice)
    assert refus(client_du_programme(cle).get("/api/v1/personnes")) == (401, "jeton_retire")
    assert "n&#x27;ouvre plus rien" in page
    assert "Retirer cette clé" not in page
    assert [trace.donnees["acte"] for trace in Trace.objects.all()] == ["retrait"]


def test_retirer_deux_fois_garde_la_premiere(client, administratrice):
    jeton, _ = une_cle(un_compte_de_service())
    jetons.retirer(jeton=jeton, par=administratrice, le=MAINTENANT)
    jetons.retirer(jeton=jeton, par=None, le=MAINTENANT + timedelta(days=1))
    jeton.refresh_from_db()
    assert (jeton.retire_le, jeton.retire_par) == (MAINTENANT, administratrice)


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"expire_le": AUJOURDHUI.isoformat()}, "Choisissez une date à venir"),
        ({"expire_le": (AUJOURDHUI + timedelta(days=367)).isoformat()}, "Choisissez une date à venir"),
        ({"expire_le": "31/02/2027"}, "Saisissez une date valide"),
        ({"portees": []}, "Ce champ est obligatoire"),
        ({"portees": ["tout"]}, "Sélectionnez un choix valide"),
        ({"libelle": ""}, "Ce champ est obligatoire"),
    ],
)
def test_une_demande_de_cle_impossible_revient_avec_sa_phrase(client, administratrice, champs, phrase):
    page = client.post(AJOUTER, demande(un_compte_de_service(), **champs)).content.decode()
    assert phrase in page
    assert not Jeton.objects.exists()


def test_une_cle_ne_se_donne_ni_a_un_agent_ni_a_un_compte_d_ailleurs(client, administratrice):
    agent, d_ailleurs = un_agent().affectations.get(), un_compte_de_service(gere_par="08")
    for affectation in (agent, d_ailleurs):
        page = client.post(AJOUTER, demande(affectation)).content.decode()
        assert "Sélectionnez un choix valide" in page
        with pytest.raises(jetons.PasUnCompteDeService):
            une_cle(affectation)
    with pytest.raises(jetons.SansPortee):
        une_cle(un_compte_de_service(), portees=())
    assert not Jeton.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATEUR])
def test_personne_d_autre_ne_donne_ni_ne_retire_de_cle(client, connecte, role):
    connecte(role)
    jeton, _ = une_cle(un_compte_de_service())
    assert client.post(AJOUTER, demande(jeton.affectation)).status_code == 302
    assert client.post(reverse("admin:comptes_jeton_change", args=[jeton.pk])).status_code == 302
    assert Jeton.objects.get().retire_le is None


def test_la_base_refuse_un_mot_de_passe_a_un_compte_de_service_et_une_cle_pour_rien(ardeche):
    jeton, _ = une_cle(un_compte_de_service())
    agent = jeton.affectation.agent
    agent.set_password("demonstration-spie")
    with pytest.raises(IntegrityError, match="n_a_pas_de_mot_de_passe"), transaction.atomic():
        agent.save()
    rien = {portee.value: False for portee in Portee}
    with pytest.raises(IntegrityError, match="jeton_pour_quelque_chose"), transaction.atomic():
        Jeton.objects.filter(pk=jeton.pk).update(**rien)


def test_l_administration_ouvre_un_compte_de_service_sans_mot_de_passe(client, administratrice):
    # given
    inline = {"affectations-TOTAL_FORMS": "1", "affectations-INITIAL_FORMS": "0", "affectations-0-etp": "1"}
    inline |= {"affectations-0-structure": administratrice.affectations.get().structure_id}
    inline |= {"affectations-0-role": "PARTENAIRE", "affectations-0-active": "on"}
    champs = {"courriel": "logiciel@example.org", "prenom": "Logiciel", "nom": "FACTICE", "is_active": "on"}
    champs |= {"de_service": "on"} | inline

    # then
    avec = client.post(reverse("admin:comptes_agent_add"), champs | {"mot_de_passe": "une-longue-phrase"})
    assert "Un compte de service n&#x27;a pas de mot de passe" in avec.content.decode()
    assert client.post(reverse("admin:comptes_agent_add"), champs).status_code == 302
    agent = Agent.objects.get(courriel="logiciel@example.org")
    assert (agent.de_service, agent.has_usable_password(), agent.gere_par) == (True, False, "07")


def test_un_agent_qui_devient_un_compte_de_service_perd_son_mot_de_passe(client, administratrice):
    agent = un_agent()
    affectation = agent.affectations.get()
    champs = {"courriel": agent.courriel, "prenom": "Ana", "nom": "FACTICE", "is_active": "on", "de_service": "on"}
    champs |= {"affectations-TOTAL_FORMS": "1", "affectations-INITIAL_FORMS": "1", "affectations-0-id": affectation.pk}
    champs |= {"affectations-0-agent": agent.pk, "affectations-0-structure": affectation.structure_id}
    champs |= {"affectations-0-role": affectation.role, "affectations-0-etp": "1", "affectations-0-active": "on"}
    assert client.post(reverse("admin:comptes_agent_change", args=[agent.pk]), champs).status_code == 302
    agent.refresh_from_db()
    assert (agent.de_service, agent.has_usable_password()) == (True, False)


@pytest.fixture
def compte(base_vivante):
    un_departement()
    with departement_courant("07"):
        return un_compte_de_service(courriel="logiciel@example.org")


COMMANDE = {"departement": "07", "compte": "LOGICIEL@example.org", "libelle": "Logiciel fictif"}


def test_la_commande_donne_une_cle_qui_sert_et_une_autre_la_retire(compte, capsys):
    call_command("creer_jeton", **COMMANDE, portees=["lire_personnes"], jusqu_au=AUJOURDHUI + timedelta(days=9))
    cle, phrase = capsys.readouterr().out.splitlines()
    assert phrase == "Valable jusqu'au 03/12/2026. Elle ne sera plus affichée."
    programme = client_du_programme(cle)
    assert programme.get("/api/v1/personnes").status_code == 200
    call_command("retirer_jeton", departement="07", debut=cle[:12])
    assert refus(programme.get("/api/v1/personnes")) == (401, "jeton_retire")
    with pytest.raises(CommandError, match="0 clé en cours"):
        call_command("retirer_jeton", departement="07", debut=cle[:12])


def test_la_commande_refuse_un_compte_inconnu_et_une_date_impossible(compte):
    with pytest.raises(CommandError, match="n'est pas un compte de service"):
        call_command(
            "creer_jeton", **COMMANDE | {"compte": "x@example.org"}, portees=["rapprocher"], jusqu_au=AUJOURDHUI
        )
    with pytest.raises(CommandError, match="date à venir"):
        call_command("creer_jeton", **COMMANDE, portees=["rapprocher"], jusqu_au=AUJOURDHUI)
