"""La file d'orientation : la plus urgente d'abord, avec son délai et sa raison."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orientation.states import EtatOrientation
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import (
    AUJOURDHUI,
    un_departement,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
)
from tests.pages import mots


@pytest.mark.usefixtures("variables_connues")
def test_la_file_montre_la_plus_urgente_d_abord_avec_son_delai_et_sa_raison(connecte, client, ce_matin):
    # given
    connecte(Role.ENCADRANT)
    for nom, jours in (("LARGE", 30), ("DEPASSEE", -4), ("PROCHE", 2)):
        parcours = un_parcours(personne=une_personne(nom), droit_notifie_le=AUJOURDHUI + timedelta(days=jours - 42))
        une_orientation(parcours=parcours, echeance_locale=AUJOURDHUI + timedelta(days=jours))

    # when
    texte = mots(client.get(reverse("orientation:file")))

    # then
    rangs = [texte.index(nom) for nom in ("DEPASSEE", "PROCHE", "LARGE")]
    assert rangs == sorted(rangs)
    assert "dépassé de 4 jours, avant le 20 novembre" in texte
    assert "il reste 2 jours, avant le 26 novembre" in texte
    assert "droit notifié le 9 octobre 2026, donc 20 novembre 2026" in texte
    assert "Dépassé (1) Moins de 7 jours (1) Moins de 21 jours (0) Plus de 21 jours (1)" in texte


@pytest.mark.parametrize(("bande", "jours"), [("DEPASSE", -1), ("7", 0), ("7", 6), ("21", 7), ("21", 20), ("OK", 21)])
def test_chaque_bande_tient_ses_bornes(connecte, client, ce_matin, bande, jours):
    connecte(Role.ENCADRANT)
    une_orientation(echeance_locale=AUJOURDHUI + timedelta(days=jours))

    for autre in ("DEPASSE", "7", "21", "OK"):
        texte = mots(client.get(f"{reverse('orientation:file')}?bande={autre}"))
        assert ("SPECIMEN" in texte) == (autre == bande)


def test_la_file_dit_ou_en_est_la_reunion_d_information(connecte, client, ce_matin):
    # given
    connecte(Role.ENCADRANT)
    venue, absente = un_parcours(), un_parcours(personne=une_personne("ABSENTE"))
    for parcours in (venue, absente, un_parcours(personne=une_personne("JAMAIS"))):
        une_orientation(parcours=parcours)
    session = une_session(dans=timedelta(days=-3))
    une_convocation(session=session, parcours=venue, etat="PRESENTE")
    une_convocation(session=session, parcours=absente, etat="ABSENTE_INJUSTIFIEE")

    # then
    texte = mots(client.get(reverse("orientation:file")))
    assert "présente le 21/11/2026" in texte
    assert "absence non justifiée ×1" in texte
    assert "non convoquée" in texte


@pytest.mark.parametrize("nombre", [3, 40])
def test_la_file_coute_autant_pour_quarante_que_pour_trois(
    connecte, client, ce_matin, django_assert_max_num_queries, nombre
):
    connecte(Role.ENCADRANT)
    for n in range(nombre):
        une_orientation(parcours=un_parcours(personne=une_personne(f"SPECIMEN{n}", mobile=None)))
    with django_assert_max_num_queries(12):
        client.get(reverse("orientation:file"))


def test_une_referente_regarde_la_file_mais_ne_decide_pas(connecte, client, referente):
    connecte(Role.REFERENT)
    orientation = une_orientation()
    assert client.get(reverse("orientation:file")).status_code == 200
    assert client.get(reverse("orientation:decider", args=[orientation.pk])).status_code == 403


def test_une_decision_prise_quitte_la_file(connecte, client, ce_matin):
    connecte(Role.ENCADRANT)
    une_orientation(etat=EtatOrientation.SANS_OBJET)
    une_orientation(parcours=un_parcours(personne=une_personne("BASCULEE")), etat=EtatOrientation.BASCULEE)
    texte = mots(client.get(reverse("orientation:file")))
    assert "SPECIMEN" not in texte
    assert "BASCULEE Lina" in texte
    assert "bascule France Travail" in texte


def test_la_file_ne_montre_rien_d_un_autre_departement(connecte, client, ce_matin):
    connecte(Role.ENCADRANT)
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = une_orientation(parcours=un_parcours(personne=une_personne("AILLEURS")))
    set_departement("07")
    assert "AILLEURS" not in mots(client.get(reverse("orientation:file")))
    assert client.get(reverse("orientation:decider", args=[ailleurs.pk])).status_code == 404
