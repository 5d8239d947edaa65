"""La fiche dit en premier ce qui est en retard, ce qui vient, et ce que cette personne-là peut faire."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orientation.states import EtatOrientation
from parcours.services import convocation as convocations
from parcours.states import EtatConvocation
from spie.accueil.chronologie import FAITS, presenter, reunions_de
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.historique.services import Event
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
)

pytestmark = pytest.mark.usefixtures("ardeche", "maintenant")


@pytest.fixture
def la_fiche(client, connecte):
    """``la_fiche(personne, Role.ACCUEIL)``: the page, as this role reads it."""

    def ouvrir(personne, role=Role.ENCADRANT):
        connecte(role)
        return client.get(reverse("accueil:fiche", args=[personne.pk])).content.decode()

    return ouvrir


def test_une_orientation_en_retard_se_voit_et_l_acte_est_en_haut(la_fiche):
    orientation = une_orientation(
        echeance_locale=AUJOURDHUI - timedelta(days=4),
        echeance_legale=AUJOURDHUI - timedelta(days=1),
        etat=EtatOrientation.BASCULEE,
    )
    page = la_fiche(orientation.parcours.personne)
    assert "Référent(e) à proposer avant le ven. 20 nov. 2026 : <strong>dépassé de 4 jours</strong>" in page
    assert "France Travail peut décider de l’orientation depuis le lun. 23 nov. 2026." in page
    assert reverse("orientation:decider", args=[orientation.pk]) in page


def test_qui_ne_decide_pas_n_a_pas_le_bouton(la_fiche):
    orientation = une_orientation()
    page = la_fiche(orientation.parcours.personne, Role.REFERENT)
    assert "Référent(e) à proposer" in page
    assert "Orienter</a>" not in page


def test_le_secretariat_convoque_depuis_la_fiche(client, connecte, la_fiche):
    # given
    parcours, session = un_parcours(), une_session()

    # when
    page = la_fiche(parcours.personne, Role.ACCUEIL)
    apercu = client.get(reverse("parcours:apercu_convocations"), {"session": session.pk, "parcours": parcours.pk})

    # then
    assert "Convoquer à une réunion d’information" in page
    assert str(session.pk) in page
    assert "Convoquer 1 personne" in apercu.content.decode()


def test_une_personne_deja_convoquee_ne_l_est_pas_deux_fois(la_fiche):
    convocation = une_convocation()
    une_session(dans=timedelta(days=30))
    page = la_fiche(convocation.parcours.personne, Role.ACCUEIL)
    assert "Convoquer à une réunion d’information" not in page
    assert "Réunion d’information, lun. 14 déc. 2026, 9 h, Aubenas" in page


def test_une_absence_a_qualifier_mene_a_sa_page(la_fiche):
    convocation = une_convocation(
        session=une_session(dans=-timedelta(days=3)), etat=EtatConvocation.ABSENTE_A_QUALIFIER
    )
    page = la_fiche(convocation.parcours.personne, Role.ACCUEIL)
    assert "le motif est à qualifier" in page
    assert reverse("parcours:qualifier_absence", args=[convocation.pk]) in page


def test_sans_adresse_ni_mobile_la_fiche_previent(la_fiche):
    personne = une_personne(mobile=None)
    personne.foyer.adresses.all().delete()
    assert "aucun message ne peut partir" in la_fiche(personne)
    assert "des lettres seulement" in la_fiche(une_personne("AUTRE", mobile=None))


def test_un_enfant_n_a_pas_d_alerte_sur_ses_coordonnees(la_fiche):
    assert "SMS" not in la_fiche(une_personne(role="ENF", mobile=None)).split("<main")[1]


def test_les_messages_se_lisent_par_qui_voit_les_envois(la_fiche):
    # given
    parcours = un_parcours()
    convocations.convoquer(session=une_session(), parcours_ids=[parcours.pk], par=un_agent(Role.ACCUEIL), le=MAINTENANT)

    # then
    assert "Convocation à la réunion d’information</a> (SMS)" in la_fiche(parcours.personne, Role.ACCUEIL)
    assert "Les messages envoyés" not in la_fiche(parcours.personne, Role.REFERENT)


def test_le_telephone_se_lit_deux_chiffres_par_deux(la_fiche):
    assert "06 39 98 00 01</a> (SMS)" in la_fiche(une_personne(mobile="+33639980001"))


def test_la_chronologie_dit_de_quelle_reunion_elle_parle():
    # given
    session = une_session()
    donnees = {"convocation_id": "x", "session_id": str(session.pk), "rang": 2}
    trace = Trace.objects.create(type="PersonneConvoquee", donnees=donnees, survenu_le=MAINTENANT)

    # when
    phrase = presenter(trace, reunions_de([trace]))["phrase"]

    # then
    assert phrase == "Convoquée à une réunion d’information, pour la 2e fois (lun. 14 déc. 2026, 9 h, Aubenas)."


def test_chaque_fait_sur_une_personne_a_sa_phrase():
    """What is written in the history of a person is always told in words."""
    muets = {"CourriersImprimes", "ReferenceModifiee", "SessionCreee", "SessionDeplacee", "SessionAnnulee"}
    muets |= {"DossierDecline"}  # nobody is received, hence nobody's history
    muets |= {"ListeDeposee", "ListeImportee", "ImportAnnule", "LectureGardee"}  # the history of a list
    muets |= {"IdentitesRapprochees"}  # of a program, which names nobody: who was found is in Consultation
    connus = {fait.__name__ for fait in Event.__subclasses__() if fait.__module__.split(".")[0] != "tests"}
    assert connus - muets <= set(FAITS)


def test_la_fiche_ramene_a_la_liste_filtree_d_ou_l_on_vient(client, connecte):
    # given
    connecte(Role.ENCADRANT)
    fiche = reverse("accueil:fiche", args=[une_personne().pk])
    liste = f"{reverse('orientation:file_active')}?retard=1"

    # then
    depuis_la_liste = client.get(fiche, headers={"Referer": f"http://07.testserver{liste}"}).content.decode()
    assert f'<a href="{liste}">File active</a>' in depuis_la_liste
    ailleurs = client.get(fiche, headers={"Referer": "http://ailleurs.example/file-active/?retard=1"}).content.decode()
    assert f'<a href="{reverse("personnes:liste")}">Personnes</a>' in ailleurs
