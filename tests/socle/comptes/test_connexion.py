"""Come in, choose from where one works, leave."""

import pytest
from django.urls import reverse

from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import un_agent, un_departement, une_structure

MOT_DE_PASSE = "demonstration-spie"


@pytest.fixture
def site(client, ardeche):
    client.defaults["HTTP_HOST"] = ardeche.hote
    return client


def se_connecter(client, courriel, mot_de_passe=MOT_DE_PASSE, **champs):
    return client.post(reverse("comptes:connexion"), {"username": courriel, "password": mot_de_passe} | champs)


def test_un_agent_entre_et_arrive_chez_lui(site):
    agent = un_agent(courriel="ana@example.org")
    reponse = se_connecter(site, "ANA@example.org")
    assert reponse.url == reverse("accueil:journee")
    assert site.session["_auth_user_id"] == str(agent.pk)


@pytest.mark.parametrize("essai", [("ana@example.org", "faux"), ("inconnue@example.org", MOT_DE_PASSE)])
def test_on_ne_dit_jamais_lequel_des_deux_est_faux(site, essai):
    un_agent(courriel="ana@example.org")
    reponse = se_connecter(site, *essai)
    assert reponse.status_code == 422
    assert "ne correspond à aucun compte" in reponse.content.decode()


def test_un_compte_ferme_ne_sert_plus(site):
    un_agent(courriel="ana@example.org", is_active=False)
    assert se_connecter(site, "ana@example.org").status_code == 422


def test_apres_la_connexion_on_revient_ou_l_on_allait_mais_jamais_ailleurs(site):
    un_agent(courriel="ana@example.org")
    assert se_connecter(site, "ana@example.org", next="/ioc/").url == "/ioc/"
    assert se_connecter(site, "ana@example.org", next="https://malveillant.example/").url == reverse("accueil:journee")


def test_avec_deux_affectations_on_choisit_puis_on_change(site):
    # given
    agent = un_agent(Role.REFERENT, courriel="ana@example.org")
    autre = Affectation.objects.create(
        agent=agent, structure=une_structure("CMS d'Annonay (fictif)"), role=Role.ENCADRANT
    )

    # when
    assert se_connecter(site, "ana@example.org").url == reverse("comptes:affectation")
    reponse = site.post(reverse("comptes:affectation"), {"affectation": str(autre.pk)}, follow=True)

    # then
    assert reponse.wsgi_request.affectation == autre


def test_on_ne_choisit_pas_l_affectation_d_un_autre(site):
    un_agent(courriel="ana@example.org")
    autre = un_agent(Role.ADMINISTRATEUR).affectations.get()
    se_connecter(site, "ana@example.org")
    reponse = site.post(reverse("comptes:affectation"), {"affectation": str(autre.pk)})
    assert reponse.status_code == 422


def test_un_agent_d_ailleurs_entre_mais_ne_peut_rien(site):
    un_departement("08", "Ardennes")
    with annonce("08"):
        agent = un_agent(Role.PILOTE, structure=une_structure("DASIE 08 (fictive)"))
    set_departement("07")
    site.force_login(agent)
    assert site.get(reverse("accueil:journee")).status_code == 403


def test_une_affectation_terminee_ne_donne_plus_rien(site):
    agent = un_agent(Role.PILOTE)
    Affectation.objects.update(active=False)
    site.force_login(agent)
    assert site.get(reverse("accueil:journee")).status_code == 403


def test_sans_connexion_chaque_page_renvoie_a_la_porte(site):
    reponse = site.get(reverse("accueil:journee"))
    assert reponse.url.startswith(reverse("comptes:connexion"))


def test_sortir_ferme_la_session(site):
    site.force_login(un_agent())
    site.post(reverse("comptes:deconnexion"))
    assert "_auth_user_id" not in site.session


def test_une_adresse_inconnue_n_existe_pas(client, ardeche):
    assert client.get("/connexion/", headers={"host": "99.testserver"}).status_code == 404
