"""Ce que les SMS coûtent, et le plafond du mois : dit avant d'envoyer, tenu sans bloquer aucune décision."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from parcours.services.convocation import convoquer
from parcours.views.phrases import bilan_en_mots
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from spie.socle.envois.regles import Regles
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_parcours, une_personne, une_session
from tests.socle.envois.test_envoi import un_sms


def plafond(valeur):
    ParametreLocal.objects.create(code="envois.plafond_mensuel", valeur=valeur, motif="Essai", valide_du=AUJOURDHUI)


def test_au_dela_du_plafond_le_sms_reste_et_dit_pourquoi(ardeche):
    plafond(2)
    etats = [un_sms(cle=f"essai:{n}", personne=une_personne()) for n in range(3)]
    assert [(e.etat, e.erreur) for e in etats] == [
        ("A_ENVOYER", ""),
        ("A_ENVOYER", ""),
        ("ANNULE", "le plafond de 2 SMS par mois est atteint"),
    ]


def test_un_message_long_compte_pour_plusieurs(ardeche):
    plafond(2)
    assert un_sms(texte="a" * 161).segments == 2
    assert un_sms(cle="essai:2", personne=une_personne()).etat == "ANNULE"


def test_le_plafond_se_compte_par_mois_et_sans_ce_qui_n_est_pas_parti(ardeche):
    plafond(1)
    un_sms(cle="octobre", le=MAINTENANT - timedelta(days=25))
    retire = un_sms(cle="retiré", personne=une_personne())
    Envoi.objects.filter(pk=retire.pk).update(etat="ANNULE")

    assert un_sms(cle="novembre", personne=une_personne()).etat == "A_ENVOYER"
    assert Regles.lire(au=MAINTENANT).budget.reste == 0


def test_le_plafond_n_arrete_ni_la_decision_ni_la_lettre(ardeche):
    # given
    plafond(1)
    parcours = [un_parcours() for _ in range(3)]

    # when
    session, agent = une_session(), un_agent(Role.ACCUEIL)
    bilan = convoquer(session=session, parcours_ids=[p.pk for p in parcours], par=agent, le=MAINTENANT).bilan

    # then
    assert (len(bilan.sms), len(bilan.retenus), len(bilan.courriers)) == (1, 2, 3)
    assert "1 SMS et 3 lettres en cours d’envoi. SMS retenus" in bilan_en_mots(bilan)


def test_une_urgence_passe_le_plafond(ardeche):
    plafond(0)
    midi = MAINTENANT.replace(hour=12)
    assert un_sms(urgence="annulation", concerne_le=midi, expire_le=midi).etat == "A_ENVOYER"


def test_le_devis_se_dit_en_euros(ardeche):
    devis = Regles.lire(au=MAINTENANT).devis("a" * 161, personnes=10)
    assert (devis.par_personne, devis.segments, devis.cout, devis.depasse) == (2, 20, Decimal("1.4"), False)


@pytest.mark.usefixtures("maintenant", "variables_connues")
def test_l_apercu_dit_le_prix_et_ce_qui_ne_partira_pas(connecte, client):
    # given
    connecte(Role.ACCUEIL)
    plafond(1)
    session, parcours = une_session(), [un_parcours(), un_parcours()]

    # when
    demande = {"session": session.pk, "parcours": [p.pk for p in parcours]}
    page = client.get(reverse("parcours:apercu_convocations"), demande).content.decode()

    # then
    assert "1 SMS par personne : 2 en tout, environ 0,14 €" in page
    assert "Les SMS du mois ne suffiront pas." in page


def test_les_accents_couteux_tombent_et_les_autres_restent(ardeche):
    court = un_sms(texte="Ça commence bientôt")
    long = un_sms(cle="long", texte="Bientôt à Privas " + "a" * 70, version=2)
    assert court.contenu["texte"] == "Ça commence bientôt"
    assert long.contenu["texte"] == "Bientot à Privas " + "a" * 70
