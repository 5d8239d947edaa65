"""The page « Modèles de lettres »: who reads it, what it says of each letter."""

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.courriers.modeles.catalogue import EXEMPLES


@pytest.mark.parametrize("role", [Role.PILOTE, Role.ADMINISTRATEUR])
def test_le_pilote_et_l_administrateur_voient_chaque_lettre_et_sa_note(connecte, client, role):
    connecte(role)
    page = client.get(reverse("courriers:liste"))
    assert page.status_code == 200
    for code in EXEMPLES:
        assert reverse("courriers:detail", args=[code]) in page.content.decode()


@pytest.mark.parametrize(("role", "voit"), [(Role.PILOTE, True), (Role.ADMINISTRATEUR, True), (Role.REFERENT, False)])
def test_le_menu_de_son_nom_y_mene_qui_peut_les_lire(connecte, client, role, voit):
    connecte(role)
    lien = f'href="{reverse("courriers:liste")}"'
    assert (lien in client.get("/").content.decode()) == voit


def test_un_referent_ne_les_voit_pas(connecte, client):
    connecte(Role.REFERENT)
    for nom, args in (("liste", []), ("detail", ["C13"]), ("apercu", ["C13"])):
        assert client.get(reverse(f"courriers:{nom}", args=args)).status_code == 403


def test_une_lettre_se_lit_a_l_ecran_avec_sa_note_ses_mentions_son_sms_et_son_courriel(connecte, client):
    connecte(Role.PILOTE)
    page = client.get(reverse("courriers:detail", args=["C15"])).content.decode()
    for mots in ("sur 100", "Votre RSA va baisser", "le recours préalable obligatoire", "Le SMS", "Le courriel"):
        assert mots in page


def test_une_lettre_que_la_plateforme_ecrit_elle_meme_se_lit_aussi(connecte, client):
    connecte(Role.PILOTE)
    page = client.get(reverse("courriers:detail", args=["C06"])).content.decode()
    assert "sur 100" in page
    assert "Le SMS" not in page


def test_l_apercu_est_un_pdf(connecte, client):
    connecte(Role.ADMINISTRATEUR)
    reponse = client.get(reverse("courriers:apercu", args=["C20"]))
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse.content.startswith(b"%PDF")


@pytest.mark.parametrize("nom", ["detail", "apercu"])
def test_un_code_inconnu_ne_mene_a_rien(connecte, client, nom):
    connecte(Role.PILOTE)
    assert client.get(reverse(f"courriers:{nom}", args=["C99"])).status_code == 404
