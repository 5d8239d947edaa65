"""Qui a lu ce dossier : qui, en tant que quoi, quand, quelle page ; pour qui en répond."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Consultation
from spie.socle.personnes.views.consultation import PAR_PAGE
from tests.factories import MAINTENANT, un_agent, une_personne
from tests.pages import mots
from tests.socle.personnes.fusions import comparer, reunir

pytestmark = pytest.mark.usefixtures("maintenant")


@pytest.fixture
def encadrante(connecte):
    return connecte(Role.ENCADRANT, prenom="Dominique")


def lectures(client, personne, **choix):
    return client.get(reverse("fiche:lectures", args=[personne.pk]), choix)


def lire(personne, *, il_y_a, agent=None, **champs):
    agent = agent or un_agent(Role.REFERENT, prenom="Sacha")
    return Consultation.objects.create(personne=personne, agent=agent, le=MAINTENANT - il_y_a, **champs)


def test_une_lecture_dit_qui_en_tant_que_quoi_quand_et_quelle_page(client, encadrante):
    # given
    personne = une_personne()
    lire(personne, il_y_a=timedelta(days=1), role=Role.REFERENT, page=Consultation.Page.MODIFICATIONS)

    # when
    page = mots(lectures(client, personne))

    # then
    assert "Sacha FACTICE référent(e) de parcours lun. 23 nov. 2026, 9 h Toutes les modifications" in page
    assert "2 lectures, par 2 agents" in page
    assert "RGPD" in page


def test_ce_qui_a_ete_lu_avant_que_le_role_soit_note_le_dit(client, encadrante):
    personne = une_personne()
    lire(personne, il_y_a=timedelta(days=300))
    assert "Sacha FACTICE non noté" in mots(lectures(client, personne))


def test_qui_regarde_le_journal_y_est(client, encadrante):
    personne = une_personne()
    assert "Dominique FACTICE encadrant(e) de DTAS mar. 24 nov. 2026, 9 h Ce journal des lectures" in mots(
        lectures(client, personne)
    )


@pytest.mark.parametrize("adresse", ["accueil:fiche", "accueil:changements"])
def test_chaque_page_de_la_personne_se_retrouve_dans_le_journal(client, encadrante, adresse):
    personne = une_personne()
    client.get(reverse(adresse, args=[personne.pk]))
    lue = Consultation.objects.get()
    attendue = {"accueil:fiche": "FICHE", "accueil:changements": "MODIFICATIONS"}[adresse]
    assert (lue.page, lue.role, lue.agent) == (attendue, Role.ENCADRANT, encadrante)


def test_comparer_deux_fiches_n_efface_pas_ce_qui_est_nouveau_pour_moi(client, encadrante):
    # given: a colleague's correction that I have not seen yet on the page of the person
    personne, autre = une_personne(), une_personne(mobile=None)
    lire(personne, il_y_a=timedelta(days=9), agent=encadrante)
    comparer(client, personne, autre)
    lire(personne, il_y_a=timedelta(days=1), agent=encadrante, page=Consultation.Page.LECTURES)

    # then
    fiche = client.get(reverse("accueil:fiche", args=[personne.pk]))
    assert fiche.context["visite"] == MAINTENANT - timedelta(days=9)


def test_un_mois_se_choisit(client, encadrante):
    personne = une_personne()
    lire(personne, il_y_a=timedelta(days=60))
    reponse = lectures(client, personne, mois="2026-09")
    assert [lue.agent.prenom for lue in reponse.context["lectures"]] == ["Sacha"]
    assert "Novembre 2026" in mots(reponse)
    assert "Aucune lecture sur cette période." in mots(lectures(client, personne, mois="2020-01"))
    assert len(lectures(client, personne, mois="n’importe quoi").context["lectures"]) == 4


def test_le_journal_se_lit_page_par_page_sans_rien_sauter(client, encadrante):
    # given: many at the same moment
    personne, agent = une_personne(), un_agent()
    for _ in range(PAR_PAGE + 5):
        lire(personne, il_y_a=timedelta(days=1), agent=agent)

    # when
    premiere = lectures(client, personne, mois="2026-11")
    derniere = premiere.context["derniere"]
    seconde = lectures(client, personne, mois="2026-11", avant=derniere.le.isoformat(), id=derniere.pk)

    # then
    assert "mois=2026-11&amp;avant=" in premiere.content.decode()
    vues = [lue.pk for page in (premiere, seconde) for lue in page.context["lectures"]]
    assert len(vues) == len(set(vues)) == PAR_PAGE + 6
    assert seconde.context["derniere"] is None


def test_les_lectures_d_une_fiche_reunie_se_lisent_sur_celle_qui_reste(client, encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    lire(absorbee, il_y_a=timedelta(days=2))
    reunir(gardee, absorbee, encadrante)
    assert "Sacha FACTICE" in mots(lectures(client, gardee))


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ACCUEIL, Role.PILOTE, Role.CONTROLE, Role.EMPLOI])
def test_les_autres_n_ont_ni_la_page_ni_le_lien(client, connecte, role):
    personne = une_personne()
    connecte(role)
    assert lectures(client, personne).status_code == 403
    modifications = client.get(reverse("accueil:changements", args=[personne.pk]))
    assert reverse("fiche:lectures", args=[personne.pk]) not in modifications.content.decode()


def test_l_administrateur_y_va_depuis_les_modifications(client, connecte):
    personne = une_personne()
    connecte(Role.ADMINISTRATEUR)
    modifications = client.get(reverse("accueil:changements", args=[personne.pk]))
    assert reverse("fiche:lectures", args=[personne.pk]) in modifications.content.decode()
    assert lectures(client, personne).status_code == 200
