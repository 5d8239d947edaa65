"""The pages on which two files become one: look alike, compare, choose, confirm, undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Fusion, Personne
from spie.socle.personnes.services import fusion as services
from tests.factories import MAINTENANT, un_agent, un_departement, un_parcours, une_personne

pytestmark = pytest.mark.usefixtures("maintenant")
MOTIF = "même personne, vérifié avec elle"


@pytest.fixture
def deux_fiches(connecte):
    connecte(Role.ENCADRANT)
    return une_personne("BALDI", "Maëlle"), une_personne("BALDI", "Maelle", mobile="+33639980002", sexe="")


def adresse(gardee, absorbee):
    return reverse("fiche:reunir_avec", args=[gardee.pk, absorbee.pk])


def test_la_fiche_qui_ressemble_est_proposee_avec_sa_raison(client, deux_fiches):
    page = client.get(reverse("fiche:reunir", args=[deux_fiches[0].pk])).content.decode()
    assert adresse(*deux_fiches) in page
    assert "même date de naissance" in page


def test_une_autre_fiche_se_cherche_sans_que_son_nom_passe_dans_l_adresse(client, deux_fiches):
    autre = une_personne("PLACEBO", "Eva", mobile=None)
    reponse = client.post(reverse("fiche:reunir", args=[deux_fiches[0].pk]), {"q": "placebo"})
    assert adresse(deux_fiches[0], autre) in reponse.content.decode()
    vide = client.post(reverse("fiche:reunir", args=[deux_fiches[0].pk]), {"q": ""})
    assert "Écrivez un nom" in vide.content.decode()


def test_comparer_demande_un_choix_seulement_pour_ce_qui_differe(client, deux_fiches):
    un_parcours(personne=deux_fiches[1])
    page = client.get(adresse(*deux_fiches)).content.decode()
    assert 'name="prenom"' in page
    assert 'name="nom"' not in page
    assert "parcours : 1" in page


def test_sans_raison_rien_ne_se_reunit_et_les_choix_restent(client, deux_fiches):
    reponse = client.post(adresse(*deux_fiches), {"prenom": "absorbee", "adresse": "gardee"})
    assert "Dites pourquoi" in reponse.content.decode()
    assert reponse.context["form"]["prenom"].value() == "absorbee"
    assert Personne.objects.count() == 2


def test_reunir_puis_annuler_depuis_la_page(client, deux_fiches):
    # when
    choix = {"prenom": "gardee", "adresse": "gardee", "motif": MOTIF}
    reponse = client.post(adresse(*deux_fiches), choix, follow=True)

    # then
    faite = Fusion.objects.get()
    assert reponse.redirect_chain[-1][0] == reverse("fiche:fusion", args=[faite.pk])
    assert "n’en font plus qu’une" in reponse.content.decode()
    ancienne = client.get(reverse("accueil:fiche", args=[deux_fiches[1].pk]), follow=True)
    assert ancienne.redirect_chain[-1][0] == reverse("accueil:fiche", args=[deux_fiches[0].pk])

    # when
    reponse = client.post(reverse("fiche:defaire_fusion", args=[faite.pk]), follow=True)
    assert "de nouveau séparées" in reponse.content.decode()
    assert Personne.objects.count() == 2


def test_un_double_clic_ne_reunit_qu_une_fois(client, deux_fiches):
    choix = {"prenom": "gardee", "adresse": "gardee", "motif": MOTIF}
    client.post(adresse(*deux_fiches), choix)
    assert client.post(adresse(*deux_fiches), choix).status_code == 404
    assert Fusion.objects.count() == 1


def test_une_reunion_trop_ancienne_ne_propose_plus_de_s_annuler(client, deux_fiches):
    faite = services.reunir(
        gardee=deux_fiches[0], absorbee=deux_fiches[1], choix={}, motif=MOTIF,
        par=un_agent(Role.PILOTE), le=MAINTENANT - timedelta(days=40),
    )  # fmt: skip
    page = client.get(reverse("fiche:fusion", args=[faite.pk])).content.decode()
    assert "Le délai pour annuler est passé" in page
    client.post(reverse("fiche:defaire_fusion", args=[faite.pk]))
    assert Personne.objects.count() == 1


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ACCUEIL, Role.PARTENAIRE, Role.CONTROLE])
def test_seul_qui_encadre_reunit_des_fiches(client, connecte, role):
    connecte(role)
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    assert client.get(adresse(gardee, absorbee)).status_code == 403
    assert client.post(adresse(gardee, absorbee), {"motif": MOTIF}).status_code == 403


def test_les_fiches_d_un_autre_departement_n_existent_pas_ici(client, deux_fiches):
    un_departement("08", "Ardennes")
    assert client.get(adresse(*deux_fiches), HTTP_HOST="08.testserver").status_code in (302, 403, 404)
