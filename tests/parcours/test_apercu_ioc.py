"""Avant de convoquer : ce qui partira se lit, se recharge et se retrouve ; rien ne s'écrit avant de confirmer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parcours.models import Convocation
from spie.socle.comptes.roles import Role
from tests.factories import un_parcours, une_convocation, une_session

pytestmark = pytest.mark.django_db


def test_convoquer_du_choix_a_l_envoi(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    session, parcours = une_session(capacite=1), [un_parcours() for _ in range(2)]

    # when
    page = client.get(reverse("parcours:convoquer", args=[session.pk])).content.decode()

    # then: preselected up to the free seats
    assert page.count(" checked") == 1

    # when
    choix = {"session": session.pk, "parcours": [parcours[0].pk]}
    apercu = client.get(reverse("parcours:apercu_convocations"), choix).content.decode()

    # then: the SMS, the letter and its reading, and nothing written
    assert "SMS par personne" in apercu
    assert "sur 100" in apercu
    assert not Convocation.objects.exists()

    # when
    reponse = client.post(reverse("parcours:confirmer_convocations"), choix, follow=True)

    # then
    assert "1 personne convoquée" in reponse.content.decode()
    assert Convocation.objects.get().parcours == parcours[0]


def test_l_apercu_previent_quand_la_reunion_est_proche(client, connecte):
    connecte(Role.ACCUEIL)
    choix = {"session": une_session(dans=timedelta(days=4)).pk, "parcours": [un_parcours().pk]}
    page = client.get(reverse("parcours:apercu_convocations"), choix).content.decode()
    assert "La réunion est dans moins de 15 jours." in page
    assert "Convoquer et envoyer" in page


def test_une_confirmation_refusee_ramene_au_choix_avec_la_raison(client, connecte):
    # given: the last seat goes while the preview is on the screen
    connecte(Role.ACCUEIL)
    session = une_session(capacite=1)
    choix = {"session": session.pk, "parcours": [un_parcours().pk]}
    une_convocation(session=session)
    apercu = f"{reverse('parcours:apercu_convocations')}?session={session.pk}"
    retour = {"Referer": f"http://07.testserver{apercu}"}

    # when
    reponse = client.post(reverse("parcours:confirmer_convocations"), choix, headers=retour, follow=True)

    # then
    assert reponse.redirect_chain[-1][0] == reverse("parcours:convoquer", args=[session.pk])
    assert "Il ne reste plus de place dans cette réunion" in reponse.content.decode()


def test_revenir_a_l_apercu_apres_l_envoi_dit_que_c_est_deja_fait(client, connecte):
    connecte(Role.ACCUEIL)
    convocation = une_convocation(session=une_session(capacite=1))
    choix = {"session": convocation.session_id, "parcours": [convocation.parcours_id]}
    page = client.get(reverse("parcours:apercu_convocations"), choix).content.decode()
    assert "Déjà fait" in page
    assert "Convoquer et envoyer" not in page


@pytest.mark.parametrize("page", ["parcours:a_reconvoquer", "parcours:sessions"])
def test_ne_cocher_personne_ramene_a_la_liste_d_ou_l_on_vient(client, connecte, page):
    connecte(Role.ACCUEIL)
    session = une_session()
    venue = {"Referer": f"http://07.testserver{reverse(page)}"}
    reponse = client.get(reverse("parcours:apercu_convocations"), {"session": session.pk}, headers=venue, follow=True)
    attendue = reverse(page) if page.endswith("reconvoquer") else reverse("parcours:convoquer", args=[session.pk])
    assert reponse.redirect_chain[-1][0] == attendue
    assert "Cochez au moins une personne." in reponse.content.decode()


def test_ne_cocher_personne_n_envoie_rien(client, connecte):
    connecte(Role.ACCUEIL)
    reponse = client.post(reverse("parcours:confirmer_convocations"), {"session": une_session().pk})
    assert reponse.status_code == 422
    assert "Cochez au moins une personne." in reponse.content.decode()


def test_la_lettre_se_lit_en_pdf_avant_l_envoi(client, connecte):
    connecte(Role.ACCUEIL)
    adresse = reverse("parcours:apercu_lettre", args=[une_session().pk, un_parcours().pk])
    reponse = client.get(adresse)
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse.content.startswith(b"%PDF")
