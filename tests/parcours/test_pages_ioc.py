"""The pages of the sessions: what they show, what they cost, whom they refuse."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from parcours.models import SessionIOC
from parcours.states import EtatConvocation
from spie.socle.comptes.roles import Role
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import (
    un_agent,
    un_departement,
    un_parcours,
    un_territoire,
    une_commune,
    une_convocation,
    une_session,
)

pytestmark = pytest.mark.django_db


def formulaire(**changes):
    commune = une_commune()
    return {
        "territoire": un_territoire(communes=[commune]).pk,
        "jour": "2026-12-15",
        "heure": "09:30",
        "duree": "120",
        "capacite": "12",
        "lieu": "Salle FACTICE",
        "adresse": "1 place Imaginaire",
        "commune": commune.pk,
        "pieces": "votre pièce d’identité",
        "telephone": "04 65 71 00 07",
    } | changes


def ailleurs(fabrique):
    """Make something in another département, then come back."""
    un_departement("08", "Ardennes")
    with annonce("08"):
        objet = fabrique()
    set_departement("07")
    return objet


def test_creer_une_session_a_l_ecran(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    assert client.get(reverse("parcours:creer_session")).status_code == 200

    # when
    reponse = client.post(reverse("parcours:creer_session"), formulaire())

    # then
    session = SessionIOC.objects.get()
    assert reponse["Location"] == reverse("parcours:session", args=[session.pk])
    assert session.debut_le.isoformat() == "2026-12-15T08:30:00+00:00"


def test_un_formulaire_incomplet_dit_ce_qui_manque_et_garde_le_reste(client, connecte):
    connecte(Role.ACCUEIL)
    reponse = client.post(reverse("parcours:creer_session"), formulaire(jour="", lieu="Salle SPECIMEN"))
    assert reponse.status_code == 422
    assert "Choisissez un jour." in reponse.content.decode()
    assert "Salle SPECIMEN" in reponse.content.decode()


@pytest.mark.parametrize("nombre", [3, 40])
def test_la_liste_coute_le_meme_nombre_de_requetes(client, connecte, django_assert_max_num_queries, nombre):
    connecte(Role.ACCUEIL)
    par = un_agent(Role.ACCUEIL)
    for i in range(nombre):
        une_convocation(session=une_session(dans=timedelta(days=i + 1)), par=par)
    with django_assert_max_num_queries(14):
        reponse = client.get(reverse("parcours:sessions"))
    assert "1 sur 12" in reponse.content.decode()


@pytest.mark.parametrize("nombre", [3, 40])
def test_la_fiche_coute_le_meme_nombre_de_requetes(client, connecte, django_assert_max_num_queries, nombre):
    connecte(Role.ACCUEIL)
    par, session = un_agent(Role.ACCUEIL), une_session(capacite=40)
    for _ in range(nombre):
        une_convocation(session=session, parcours=un_parcours(), par=par)
    with django_assert_max_num_queries(14):
        reponse = client.get(reverse("parcours:session", args=[session.pk]))
    assert f"{nombre} prises sur 40" in reponse.content.decode()


@pytest.mark.parametrize("nombre", [3, 40])
def test_l_emargement_coute_le_meme_nombre_de_requetes(client, connecte, django_assert_max_num_queries, nombre):
    connecte(Role.ACCUEIL)
    par, session = un_agent(Role.ACCUEIL), une_session(dans=-timedelta(hours=1), capacite=40)
    for _ in range(nombre):
        une_convocation(session=session, parcours=un_parcours(), par=par)
    with django_assert_max_num_queries(12):
        reponse = client.get(reverse("parcours:emargement", args=[session.pk]))
    assert reponse.content.decode().count("data-ligne") == nombre


def test_modifier_ne_perd_rien_quand_les_places_manquent(client, connecte):
    connecte(Role.ACCUEIL)
    session = une_session()
    une_convocation(session=session), une_convocation(session=session)
    adresse = reverse("parcours:modifier_session", args=[session.pk])
    reponse = client.post(adresse, formulaire(capacite="1", lieu="Salle MODELE-TEST"))
    assert reponse.status_code == 422
    assert "2 personnes ont déjà une place." in reponse.content.decode()
    assert "Salle MODELE-TEST" in reponse.content.decode()


def test_apres_l_emargement_la_reunion_mene_aux_absences(client, connecte):
    connecte(Role.ACCUEIL)
    session = une_session(dans=-timedelta(days=1))
    une_convocation(session=session, etat=EtatConvocation.ABSENTE_A_QUALIFIER)
    page = client.get(reverse("parcours:session", args=[session.pk])).content.decode()
    assert "Qualifier l’absence" in page


def test_les_absents_se_reconvoquent_depuis_la_liste_prete(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    manquee = une_convocation(session=une_session(dans=-timedelta(days=2)), etat="ABSENTE_INJUSTIFIEE")
    session = une_session()
    page = client.get(reverse("parcours:a_reconvoquer")).content.decode()
    assert str(manquee.parcours.personne) in page

    # when
    choix = {"session": session.pk, "parcours": [manquee.parcours_id]}
    client.post(reverse("parcours:confirmer_convocations"), choix)

    # then
    assert session.convocations.get().rang == 2


def test_annuler_demande_un_motif_puis_previent(client, connecte):
    connecte(Role.ACCUEIL)
    session = une_session()
    une_convocation(session=session)
    adresse = reverse("parcours:annuler_session", args=[session.pk])
    assert "Personne n’est compté absent" in client.get(adresse).content.decode()
    assert client.post(adresse, {"motif": ""}).status_code == 422
    assert (
        "La réunion est annulée. 1 SMS et 1 lettre"
        in client.post(adresse, {"motif": "neige"}, follow=True).content.decode()
    )


def test_deplacer_a_l_ecran_previent(client, connecte):
    connecte(Role.ACCUEIL)
    session = une_session()
    une_convocation(session=session)
    adresse = reverse("parcours:modifier_session", args=[session.pk])
    assert client.get(adresse).status_code == 200
    page = client.post(adresse, formulaire(), follow=True).content.decode()
    assert "La réunion est modifiée. 1 SMS et 1 lettre" in page


def test_la_feuille_vierge_porte_les_noms_et_des_cases_a_signer(client, connecte):
    connecte(Role.REFERENT)
    convocation = une_convocation()
    page = client.get(reverse("parcours:feuille", args=[convocation.session_id])).content.decode()
    assert str(convocation.parcours.personne) in page
    assert "Signature" in page


@pytest.mark.parametrize("role", [Role.CONTROLE, Role.PARTENAIRE])
def test_les_autres_roles_n_entrent_pas(client, connecte, role):
    connecte(role)
    session = une_session()
    for nom in ("session", "emargement", "modifier_session", "convoquer", "feuille"):
        assert client.get(reverse(f"parcours:{nom}", args=[session.pk])).status_code == 403


def test_un_referent_emarge_mais_ne_convoque_pas(client, connecte):
    connecte(Role.REFERENT)
    session = une_session()
    assert client.get(reverse("parcours:emargement", args=[session.pk])).status_code == 200
    assert client.get(reverse("parcours:convoquer", args=[session.pk])).status_code == 403


def test_la_session_d_un_autre_departement_n_existe_pas(client, connecte):
    connecte(Role.ACCUEIL)
    session = ailleurs(une_session)
    for nom in ("session", "emargement", "modifier_session", "annuler_session", "convoquer", "feuille"):
        assert client.get(reverse(f"parcours:{nom}", args=[session.pk])).status_code == 404


def test_la_personne_d_un_autre_departement_ne_se_convoque_pas(client, connecte):
    connecte(Role.ACCUEIL)
    etranger = ailleurs(un_parcours)
    choix = {"session": une_session().pk, "parcours": [etranger.pk]}
    assert client.post(reverse("parcours:confirmer_convocations"), choix).status_code == 404
    assert client.get(reverse("parcours:apercu_convocations"), choix).status_code == 404


def test_la_base_refuse_la_convocation_d_un_etranger(ardeche, secretaire):
    # given
    etranger, session = ailleurs(un_parcours), une_session()
    ordre = (
        "INSERT INTO parcours_convocation (id, departement_id, session_id, parcours_id, rang, etat, convoquee_le, "
        "convoquee_par_id, identite_vue, domicile_vu, motif_absence) "
        "VALUES (%s, '07', %s, %s, 1, 'CONVOQUEE', now(), %s, false, false, '')"
    )

    # when / then
    with connection.cursor() as cursor:
        cursor.execute(ordre, [uuid7(), session.pk, etranger.pk, secretaire.pk])
        with pytest.raises(DatabaseError, match="parcours_convocation_meme_parcours"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
