"""Ouvrir un département : une commande, et son administrateur peut entrer."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from spie.socle.comptes.models import Affectation, Agent
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement

MOT_DE_PASSE = "un mot de passe fictif"


@pytest.fixture
def ouvrir(base_vivante, monkeypatch):
    def ouvrir(mot_de_passe=MOT_DE_PASSE, **changes):
        monkeypatch.setenv("SPIE_MOT_DE_PASSE", mot_de_passe)
        options = {"nom": "Lozère", "hote": "48.testserver", "courriel": "Premiere@example.org"} | changes
        call_command("ouvrir_departement", "48", prenom="Andrea", nom_agent="EXEMPLE", **options)

    return ouvrir


def test_l_administrateur_d_un_departement_ouvert_peut_entrer(ouvrir, client):
    ouvrir()
    adresse, donnees = reverse("comptes:connexion"), {"username": "premiere@example.org", "password": MOT_DE_PASSE}
    assert client.post(adresse, donnees, headers={"host": "48.testserver"}).status_code == 302
    with departement_courant("48"):
        assert Affectation.objects.get().role == Role.ADMINISTRATEUR


def test_relancee_la_commande_corrige_l_adresse_et_garde_le_mot_de_passe(ouvrir):
    ouvrir()
    ouvrir(mot_de_passe="un autre tout aussi fictif", hote="lozere.testserver")
    assert Departement.objects.get(code="48").hote == "lozere.testserver"
    assert Agent.objects.get().check_password(MOT_DE_PASSE)
    with departement_courant("48"):
        assert Affectation.objects.count() == 1


def test_un_mot_de_passe_trop_court_n_ouvre_rien(ouvrir):
    with pytest.raises(CommandError, match="12 caract"):
        ouvrir(mot_de_passe="court")
    assert not Departement.objects.filter(code="48").exists()
