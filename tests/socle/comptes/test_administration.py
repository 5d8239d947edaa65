"""The administration: one département at a time, reference data only, decisions read-only."""

import pytest
from django.urls import reverse

from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import annonce, departement_courant, set_departement
from tests.architecture.empreintes import empreinte
from tests.factories import MAINTENANT, un_agent, un_departement, une_structure
from tests.visite.catalogue import CATALOGUE, TABLES, SansPage

SANS_AJOUT = {nom for nom, entree in CATALOGUE.items() if nom.endswith("_add") and isinstance(entree, SansPage)}


@pytest.fixture
def administratrice(connecte):
    return connecte(Role.ADMINISTRATEUR)


@pytest.mark.parametrize("table", TABLES)
def test_chaque_table_se_liste_et_se_cherche(entrer, deux_mondes, table):
    client, liste = entrer(Role.ADMINISTRATEUR), reverse(f"admin:{table}_changelist")
    assert client.get(liste).context["cl"].result_count > 0
    assert client.get(liste + client.post(liste, {"q": "Wxyzqk"})["Location"]).context["cl"].result_count == 0
    trouves = client.get(liste + client.post(liste, {"q": CHERCHER.get(table, "SPECIMEN")})["Location"])
    assert trouves.context["cl"].result_count > 0


CHERCHER = {
    "calendrier_parametrelegal": "orientation",
    "calendrier_parametrelocal": "ioc",
    "calendrier_voiesderecours": "tribunal",
    "calendrier_voiesderecourslocales": "fictif",
}
LECTURE = [table for table in TABLES if f"admin:{table}_add" in SANS_AJOUT]


@pytest.mark.parametrize("table", LECTURE)
def test_ce_qui_est_decide_ou_recu_se_regarde_et_ne_se_change_pas(entrer, deux_mondes, table):
    # given
    client, objet = entrer(Role.ADMINISTRATEUR), deux_mondes["07"][TABLES[table]]
    fiche, avant = reverse(f"admin:{table}_change", args=[objet.pk]), empreinte("07")

    # then
    page = client.get(fiche).content.decode()
    assert 'name="_save"' not in page
    for adresse in (fiche, reverse(f"admin:{table}_delete", args=[objet.pk]), reverse(f"admin:{table}_add")):
        assert client.post(adresse, {"etat": "DECIDEE", "nom": "INTRUS", "post": "yes"}).status_code == 403
    assert empreinte("07") == avant


def test_les_decisions_et_les_messages_sont_tous_en_lecture_seule():
    assert {"orientation_orientation", "parcours_parcours", "parcours_convocation", "parcours_sessionioc"} <= set(
        LECTURE
    )
    assert {"personnes_personne", "personnes_dossierrsa", "flux_lotflux", "envois_envoi"} <= set(LECTURE)


def test_ce_que_l_on_cherche_n_est_jamais_dans_l_adresse(entrer, deux_mondes):
    # given
    client, liste = entrer(Role.ADMINISTRATEUR), reverse("admin:personnes_personne_changelist")

    # when
    adresse = client.post(f"{liste}?role__exact=DEM", {"q": "SPECIMEN2", "role__exact": "DEM"})["Location"]

    # then
    assert "SPECIMEN" not in adresse
    assert "role__exact=DEM" in adresse
    page = client.get(liste + adresse)
    assert page.context["cl"].query == "SPECIMEN2"
    assert 'value="SPECIMEN2"' in page.content.decode()


def test_l_adresse_d_une_recherche_ne_sert_qu_a_qui_l_a_faite(entrer, deux_mondes):
    client, liste = entrer(Role.ADMINISTRATEUR), reverse("admin:personnes_personne_changelist")
    adresse = client.post(liste, {"q": "SPECIMEN2"})["Location"]
    with departement_courant("07"):
        client.force_login(un_agent(Role.ADMINISTRATEUR))
    assert client.get(liste + adresse).context["cl"].query == ""


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


def test_un_compte_gere_a_cote_garde_son_courriel_et_son_mot_de_passe(administratrice, client):
    """Otherwise an administrator could log in next door as someone else."""
    # given
    un_departement("08", "Ardennes")
    with annonce("08"):
        agent = un_agent(courriel="ailleurs@example.org", nom="AILLEURS")
    set_departement("07")
    place = Affectation.objects.create(agent=agent, structure=une_structure(), role=Role.REFERENT)
    champs = {
        **{"courriel": "pirate@example.org", "prenom": "X", "nom": "X", "mot_de_passe": "une phrase assez longue"},
        **{"affectations-TOTAL_FORMS": "1", "affectations-INITIAL_FORMS": "1", "affectations-0-id": str(place.pk)},
        **{"affectations-0-agent": str(agent.pk), "affectations-0-structure": str(place.structure_id)},
        **{"affectations-0-role": Role.REFERENT, "affectations-0-etp": "0.50", "affectations-0-active": "on"},
    }

    # when
    adresse = reverse("admin:comptes_agent_change", args=[agent.pk])
    assert "Nouveau mot de passe" not in client.get(adresse).content.decode()
    assert client.post(adresse, champs).status_code == 302

    # then: the place here is ours to change, the account is not
    agent.refresh_from_db()
    assert (agent.courriel, agent.nom) == ("ailleurs@example.org", "AILLEURS")
    assert agent.check_password("demonstration-spie")
    assert agent.is_active
    assert str(Affectation.objects.get(pk=place.pk).etp) == "0.50"


def test_l_histoire_d_une_structure_dit_qui_l_a_corrigee(administratrice, client):
    structure = une_structure("CMS d'Annonay (fictif)")
    histoire = reverse("admin:comptes_structure_history", args=[structure.pk])
    assert "Personne n’y a touché" in client.get(histoire).content.decode()
    champs = {"nature": "CCAS", "nom": "CCAS d'Annonay (fictif)"}
    assert client.post(reverse("admin:comptes_structure_change", args=[structure.pk]), champs).status_code == 302
    assert str(administratrice) in client.get(histoire).content.decode()


def test_un_delai_choisi_par_le_departement_s_ajoute_et_se_trace(administratrice, client):
    champs = {"code": "ioc.rappel_1", "valeur": "5", "motif": "Délibération fictive", "valide_du": "01/01/2026"}
    adresse = reverse("admin:calendrier_parametrelocal_add")
    assert client.post(adresse, champs | {"code": "inconnu"}).status_code == 200
    assert client.post(adresse, champs).status_code == 302
    assert valeur("ioc.rappel_1", au=MAINTENANT.date()) == 5
    assert Trace.objects.get(type="ReferenceModifiee").donnees["objet"] == "calendrier.ParametreLocal"


def test_sortir_de_l_administration_ferme_la_session(administratrice, client):
    assert client.post(reverse("admin:logout"))["Location"] == reverse("comptes:connexion")
    assert "_auth_user_id" not in client.session


def test_on_ne_supprime_rien(administratrice, client):
    structure = une_structure()
    assert (
        client.post(reverse("admin:comptes_structure_delete", args=[structure.pk]), {"post": "yes"}).status_code == 403
    )
