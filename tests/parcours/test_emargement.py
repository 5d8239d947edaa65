"""Who came: one sheet, one recording, corrections, conflicts, and never a sanction."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parcours.models import Convocation
from parcours.services.emargement import Constat, emarger, marque, qualifier
from parcours.services.refus import AbsenceDejaQualifiee, SessionPasCommencee
from parcours.states import EtatConvocation
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from tests.factories import MAINTENANT, un_agent, un_parcours, une_convocation, une_session

pytestmark = pytest.mark.django_db


def commencee(**champs):
    return une_session(dans=-timedelta(hours=1), **champs)


def inscrire(session, nombre, par=None):
    par = par or un_agent(Role.ACCUEIL)
    return [une_convocation(session=session, parcours=un_parcours(), par=par) for _ in range(nombre)]


def dire(convocation, presence, *, identite=False, domicile=False, lu=None):
    return Constat(
        convocation_id=convocation.pk,
        presence=presence,
        identite_vue=identite,
        domicile_vu=domicile,
        lu=marque(convocation) if lu is None else lu,
    )


def saisie(convocations, **presences):
    """What the browser posts: ``saisie([a, b], p0="P", p1="A")``."""
    donnees = {}
    for i, convocation in enumerate(convocations):
        donnees[f"{convocation.pk.hex}-lu"] = marque(convocation)
        donnees[f"{convocation.pk.hex}-presence"] = presences.get(f"p{i}", "")
    return donnees


def test_une_feuille_s_enregistre_d_un_coup(ardeche, secretaire):
    # given
    session = commencee()
    presente, absente, excusee, attendue = inscrire(session, 4)

    # when
    constats = [dire(presente, "P", identite=True), dire(absente, "A"), dire(excusee, "E"), dire(attendue, "")]
    emarger(session=session, constats=constats, par=secretaire, le=MAINTENANT)

    # then
    etats = [Convocation.objects.get(pk=c.pk).etat for c in (presente, absente, excusee, attendue)]
    assert etats == ["PRESENTE", "ABSENTE_A_QUALIFIER", "ABSENTE_JUSTIFIEE", "CONVOQUEE"]
    presente.refresh_from_db()
    assert (presente.identite_vue, presente.constatee_par, presente.constatee_le) == (True, secretaire, MAINTENANT)
    assert presente.dossier_incomplet
    assert Trace.objects.filter(type="PresenceConstatee").count() == 3


def test_personne_n_est_absent_d_une_reunion_a_venir(ardeche, secretaire):
    # given
    session = une_session(dans=timedelta(minutes=5))
    (convocation,) = inscrire(session, 1)

    # when / then
    with pytest.raises(SessionPasCommencee):
        emarger(session=session, constats=[dire(convocation, "A")], par=secretaire, le=MAINTENANT)


def test_une_erreur_se_corrige_plus_tard(ardeche, secretaire):
    # given
    session = commencee()
    (convocation,) = inscrire(session, 1)
    emarger(session=session, constats=[dire(convocation, "A")], par=secretaire, le=MAINTENANT)
    convocation.refresh_from_db()

    # when
    emarger(session=session, constats=[dire(convocation, "P")], par=secretaire, le=MAINTENANT + timedelta(days=1))

    # then
    convocation.refresh_from_db()
    assert convocation.etat == EtatConvocation.PRESENTE
    assert Trace.objects.filter(type="PresenceConstatee").count() == 2


def test_deux_agents_sur_la_meme_feuille_ne_s_effacent_pas(ardeche, secretaire):
    # given
    session, autre = commencee(), un_agent(Role.REFERENT)
    la_sienne, l_autre = inscrire(session, 2)
    emarger(session=session, constats=[dire(la_sienne, "P")], par=autre, le=MAINTENANT)

    # when
    constats = [dire(la_sienne, "A"), dire(l_autre, "P")]
    resultat = emarger(session=session, constats=constats, par=secretaire, le=MAINTENANT)

    # then
    assert [(c.voulu.presence, c.convocation.etat) for c in resultat.conflits] == [("A", "PRESENTE")]
    la_sienne.refresh_from_db(), l_autre.refresh_from_db()
    assert (la_sienne.etat, la_sienne.constatee_par) == ("PRESENTE", autre)
    assert l_autre.etat == "PRESENTE"


def test_dire_la_meme_chose_a_deux_n_est_pas_un_conflit(ardeche, secretaire):
    session = commencee()
    (convocation,) = inscrire(session, 1)
    constat = dire(convocation, "P")
    for _ in range(2):
        resultat = emarger(session=session, constats=[constat], par=secretaire, le=MAINTENANT)
    assert not resultat.conflits
    assert Trace.objects.filter(type="PresenceConstatee").count() == 1


@pytest.mark.parametrize("nombre", [12, 100])
def test_le_nombre_de_requetes_ne_depend_pas_de_la_feuille(ardeche, secretaire, django_assert_max_num_queries, nombre):
    session = commencee(capacite=100)
    constats = [dire(c, "P") for c in inscrire(session, nombre, secretaire)]
    with django_assert_max_num_queries(7):
        emarger(session=session, constats=constats, par=secretaire, le=MAINTENANT)
    assert Convocation.objects.filter(etat="PRESENTE").count() == nombre


def test_une_absence_est_qualifiee_par_une_personne_nommee(ardeche, secretaire):
    # given
    convocation = une_convocation(session=commencee(), etat="ABSENTE_A_QUALIFIER")

    # when
    qualifier(convocation=convocation, retenu=True, motif="Deuil", par=secretaire, le=MAINTENANT)

    # then
    convocation.refresh_from_db()
    assert (convocation.etat, convocation.qualifiee_par) == ("ABSENTE_JUSTIFIEE", secretaire)
    assert Trace.objects.get(type="AbsenceQualifiee").donnees["motif"] == "Deuil"
    with pytest.raises(AbsenceDejaQualifiee):
        qualifier(convocation=convocation, retenu=False, motif="Autre raison", par=secretaire, le=MAINTENANT)


def test_reenregistrer_la_feuille_ne_defait_pas_une_qualification(ardeche, secretaire):
    # given
    session = commencee()
    convocation = une_convocation(session=session, etat="ABSENTE_INJUSTIFIEE")

    # when
    emarger(session=session, constats=[dire(convocation, "A")], par=secretaire, le=MAINTENANT)

    # then
    convocation.refresh_from_db()
    assert convocation.etat == "ABSENTE_INJUSTIFIEE"


def test_la_feuille_se_remplit_sans_javascript(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    session = commencee()
    convocations = inscrire(session, 3)
    donnees = saisie(convocations, p0="P", p1="A") | {f"{convocations[0].pk.hex}-identite_vue": "1"}

    # when
    reponse = client.post(reverse("parcours:emargement", args=[session.pk]), donnees)

    # then
    assert reponse.status_code == 302
    etats = [Convocation.objects.get(pk=c.pk).etat for c in convocations]
    assert etats == ["PRESENTE", "ABSENTE_A_QUALIFIER", "CONVOQUEE"]


def test_un_conflit_montre_les_deux_reponses_et_garde_celle_qui_est_ecrite(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    autre = un_agent(Role.REFERENT, nom="MODELE-TEST")
    session = commencee()
    (convocation,) = inscrire(session, 1)
    donnees = saisie([convocation], p0="A")
    emarger(session=session, constats=[dire(convocation, "P")], par=autre, le=MAINTENANT)
    adresse = reverse("parcours:emargement", args=[session.pk])

    # when
    reponse = client.post(adresse, donnees)

    # then
    assert reponse.status_code == 409
    page = reponse.content.decode()
    assert "Enregistré entre-temps par Ana MODELE-TEST" in page
    assert 'value="A" data-touche="A" checked' in page

    # when: the choice is made knowingly
    convocation.refresh_from_db()
    client.post(adresse, donnees | {f"{convocation.pk.hex}-lu": marque(convocation)})

    # then
    convocation.refresh_from_db()
    assert convocation.etat == "ABSENTE_A_QUALIFIER"


def test_une_piece_cochee_sans_presence_demande_une_correction_sans_rien_perdre(client, connecte):
    # given
    connecte(Role.ACCUEIL)
    session = commencee()
    a, b = inscrire(session, 2)
    donnees = saisie([a, b], p0="P") | {f"{b.pk.hex}-domicile_vu": "1"}

    # when
    reponse = client.post(reverse("parcours:emargement", args=[session.pk]), donnees)

    # then
    assert reponse.status_code == 422
    assert "la personne est-elle présente ?" in reponse.content.decode()
    assert f'name="{b.pk.hex}-domicile_vu" value="1" checked' in reponse.content.decode()
    assert not Convocation.objects.filter(etat="PRESENTE").exists()


def test_la_page_dit_que_la_reunion_n_a_pas_commence(client, connecte):
    connecte(Role.ACCUEIL)
    reponse = client.get(reverse("parcours:emargement", args=[une_session().pk]))
    assert "La réunion n’a pas commencé" in reponse.content.decode()


def test_l_absence_se_qualifie_a_l_ecran(client, connecte):
    # given
    agent = connecte(Role.ACCUEIL)
    convocation = une_convocation(
        session=commencee(), etat="ABSENTE_A_QUALIFIER", constatee_par=agent, constatee_le=MAINTENANT
    )
    adresse = reverse("parcours:qualifier_absence", args=[convocation.pk])
    assert str(convocation.parcours.personne) in client.get(reverse("parcours:absences")).content.decode()

    # when
    assert client.post(adresse, {"motif": ""}).status_code == 422
    donnees = {"retenu": "non", "motif": "Aucune raison donnée", "precision": "trois appels"}
    reponse = client.post(adresse, donnees)

    # then
    convocation.refresh_from_db()
    assert reponse.status_code == 302
    assert convocation.etat == "ABSENTE_INJUSTIFIEE"
    assert convocation.motif_absence == "Aucune raison donnée – trois appels"
