"""Quand un message part : ni la nuit ni le dimanche, pas deux fois la même chose, et par le canal qui atteint."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.services import session_ioc as sessions
from parcours.services.rappels import rappeler
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.roles import Role
from spie.socle.envois import services
from spie.socle.envois.models import Envoi
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Contact
from spie.socle.personnes.services import contact as contacts
from spie.socle.territoires.isolation import annonce, departement_courant
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    PARIS,
    un_agent,
    un_departement,
    un_parcours,
    une_convocation,
    une_personne,
    une_session,
)
from tests.parcours.test_session_ioc import champs
from tests.socle.envois.test_envoi import un_sms

SOIR = datetime(2026, 11, 24, 21, 30, tzinfo=PARIS)
DEMAIN_8H = datetime(2026, 11, 25, 8, 0, tzinfo=PARIS)


def reglage(code, valeur):
    return ParametreLocal.objects.create(code=code, valeur=valeur, motif="Essai", valide_du=AUJOURDHUI)


def courriel_de(personne, valeur="lina@example.org", **champs):
    return Contact.objects.create(
        personne=personne, nature="COURRIEL", valeur=valeur, source="test", du=AUJOURDHUI, **champs
    )


# Quiet hours


def test_depose_le_soir_il_attend_le_matin_et_la_page_le_dit(connecte, client):
    # given
    connecte(Role.PILOTE)
    envoi = un_sms(le=SOIR)

    # then
    assert (envoi.pas_avant, envoi.prochain_essai) == (DEMAIN_8H, DEMAIN_8H)
    for page in (reverse("envois:detail", args=[envoi.pk]), reverse("envois:liste")):
        assert "mer. 25 nov. 2026, 8 h" in client.get(page).content.decode()


def test_depose_le_jour_il_n_attend_rien(ardeche):
    envoi = un_sms()
    assert (envoi.pas_avant, envoi.prochain_essai) == (None, MAINTENANT)


def test_le_departement_choisit_ses_heures_a_partir_d_un_jour(ardeche):
    reglage("envois.sms_debut", 10)
    assert un_sms().pas_avant == MAINTENANT.replace(hour=10)
    assert un_sms(cle="hier", version=2, le=MAINTENANT - timedelta(days=1)).pas_avant is None


def test_outre_mer_l_heure_est_celle_de_la_bas(db, client):
    # given: nine in Paris is four in the morning in Fort-de-France
    martinique = un_departement("972", "Martinique")
    type(martinique).objects.filter(code="972").update(fuseau="America/Martinique")
    with annonce("972"):
        envoi = un_sms()
        agent = un_agent(Role.PILOTE)
        assert envoi.pas_avant == datetime.fromisoformat("2026-11-24T12:00:00+00:00")

        # when
        client.force_login(agent)
        page = client.get(reverse("envois:detail", args=[envoi.pk]), headers={"host": martinique.hote})

    # then
    assert "mar. 24 nov. 2026, 8 h" in page.content.decode()


def test_un_message_repris_le_soir_attend_aussi_le_matin(ardeche):
    envoi = un_sms()
    Envoi.objects.update(etat="ECHEC")
    services.relancer(envoi=envoi, par=un_agent(Role.PILOTE), le=SOIR)
    envoi.refresh_from_db()
    assert (envoi.etat, envoi.pas_avant, envoi.prochain_essai) == ("A_ENVOYER", DEMAIN_8H, DEMAIN_8H)


def fermer_maintenant():
    """The next opening of this département is hours away, whatever the hour of the test."""
    debut = (timezone.localtime().hour + 3) % 24
    ParametreLocal.objects.filter(code="envois.sms_debut").update(valeur=debut)
    ParametreLocal.objects.filter(code="envois.sms_fin").update(valeur=debut + 1)


def test_le_relais_n_appelle_personne_a_l_heure_calme(boite):
    # given: due by day, and still there in the evening
    boite.deposer()
    with departement_courant("07"):
        fermer_maintenant()

    # when / then
    assert boite.passer() == 0
    assert boite.capteur.recus() == []
    envoi = boite.envoi()
    assert (envoi.etat, envoi.tentative, envoi.prochain_essai) == ("A_ENVOYER", 0, envoi.pas_avant)
    assert boite.attente(envoi) > 3600


def test_un_doute_se_leve_la_nuit_mais_rien_n_y_repart(boite):
    # given: a breakdown by day; the provider did not take it
    boite.capteur.panne("500")
    boite.deposer()
    boite.passer()
    assert boite.envoi().etat == "INCERTAIN"
    with departement_courant("07"):
        fermer_maintenant()

    # when
    boite.attendre(3600)
    boite.passer()

    # then
    assert boite.capteur.recus() == []
    assert (boite.envoi().etat, boite.envoi().erreur) == ("A_ENVOYER", "Le prestataire ne l'a pas reçu.")


# Urgent: the same day


@pytest.fixture
def ce_matin(ardeche):
    """Six in the morning, one person convened at half past eight."""
    a = MAINTENANT.replace(hour=6)
    session = une_session(debut_le=MAINTENANT.replace(hour=8, minute=30))
    return a, une_convocation(session=session, parcours=un_parcours(personne=une_personne()))


def test_une_annulation_du_jour_meme_part_avant_l_ouverture(ce_matin, secretaire):
    a, convocation = ce_matin
    sessions.annuler(session=convocation.session, motif="neige", par=secretaire, le=a)
    envoi = Envoi.objects.get(canal="SMS")
    assert (envoi.urgent, envoi.pas_avant, envoi.prochain_essai) == (True, None, a)


def test_meme_urgente_elle_ne_reveille_pas_a_quatre_heures(ce_matin, secretaire):
    a, convocation = ce_matin
    sessions.annuler(session=convocation.session, motif="neige", par=secretaire, le=a.replace(hour=4))
    assert Envoi.objects.get(canal="SMS").pas_avant == a


def test_la_veille_au_soir_ce_n_est_pas_encore_urgent(ce_matin, secretaire):
    a, convocation = ce_matin
    sessions.annuler(session=convocation.session, motif="neige", par=secretaire, le=a - timedelta(hours=9))
    envoi = Envoi.objects.get(canal="SMS")
    assert (envoi.urgent, envoi.pas_avant) == (False, a.replace(hour=8))


def test_un_deplacement_est_urgent_par_sa_date_d_avant(ce_matin, secretaire):
    a, convocation = ce_matin
    plus_tard = champs(convocation.session, debut_le=MAINTENANT + timedelta(days=10))
    sessions.modifier(session=convocation.session, **plus_tard, par=secretaire, le=a)
    assert Envoi.objects.get(canal="SMS").urgent


def test_le_departement_peut_ne_rien_trouver_urgent(ce_matin, secretaire):
    a, convocation = ce_matin
    reglage("envois.urgence_annulation", 0)
    sessions.annuler(session=convocation.session, motif="neige", par=secretaire, le=a)
    assert Envoi.objects.get(canal="SMS").pas_avant == a.replace(hour=8)


@pytest.fixture
def secretaire(ardeche):
    return un_agent(Role.ACCUEIL)


# Not the same thing twice


def test_la_meme_chose_redite_dans_la_journee_est_retiree_et_le_dit(ardeche):
    premier = un_sms()
    second = un_sms(cle="rappel:2", personne=premier.personne, le=MAINTENANT + timedelta(hours=23))

    assert (premier.etat, second.etat) == ("A_ENVOYER", "ANNULE")
    assert second.erreur == "le même message est déjà prévu ou parti depuis moins de 24 heures"
    assert Trace.objects.get(type="EnvoiAnnule").donnees["motif"] == second.erreur


@pytest.mark.parametrize(
    "change",
    [
        {"le": MAINTENANT + timedelta(hours=24)},
        {"version": 2},
        {"gabarit": "autre"},
    ],
    ids=["le lendemain", "la date a changé", "un autre genre"],
)
def test_quelque_chose_de_nouveau_se_dit(ardeche, change):
    premier = un_sms()
    assert un_sms(**{"cle": "rappel:2", "personne": premier.personne} | change).etat == "A_ENVOYER"


def test_un_autre_sujet_ou_une_autre_personne_n_est_pas_une_redite(ardeche):
    premier, autre = un_sms(), une_personne()
    assert un_sms(cle="rappel:2", personne=premier.personne, objet=autre).etat == "A_ENVOYER"
    assert un_sms(cle="rappel:3", personne=autre, objet=premier.personne).etat == "A_ENVOYER"


def test_ce_qui_n_est_pas_parti_se_redit(ardeche):
    premier = un_sms()
    Envoi.objects.update(etat="ECHEC")
    assert un_sms(cle="rappel:2", personne=premier.personne).etat == "A_ENVOYER"


# The channel that reaches


def test_un_numero_a_plusieurs_ne_recoit_pas_de_sms(ardeche):
    une, autre = une_personne(mobile="+33639980001"), une_personne(mobile="+33639980001")
    seule, dite = une_personne(mobile="+33639980002"), une_personne(mobile="+33639980003")
    dite.contacts.update(est_partage=True)

    assert list(Contact.objects.pour_sms()) == [seule.contacts.get()]
    autre.contacts.update(au=AUJOURDHUI)
    assert {c.personne for c in Contact.objects.pour_sms()} == {une, seule}


def test_sans_mobile_a_soi_le_rappel_part_par_courriel(ardeche):
    # given
    personne = une_personne(mobile=None)
    courriel_de(personne)
    une_convocation(parcours=un_parcours(personne=personne))

    # when
    assert rappeler(au=MAINTENANT + timedelta(days=13)) == 1

    # then: once, and its subject says nothing
    assert rappeler(au=MAINTENANT + timedelta(days=13)) == 0
    envoi = Envoi.objects.get()
    assert (envoi.canal, envoi.destinataire, envoi.personne) == ("COURRIEL", "lina@example.org", personne)
    assert envoi.contenu["sujet"] == "Un message de votre Département"
    assert envoi.expire_le == MAINTENANT + timedelta(days=20)


def test_un_sms_refuse_tombe_sur_l_autre_mobile_puis_sur_le_courriel_puis_s_arrete(boite):
    # given
    with departement_courant("07"):
        numero = boite.personne.contacts.get().valeur
        Contact.objects.create(
            personne=boite.personne, nature="TELEPHONE", valeur="+33639980077", est_mobile=True, source="test",
            du=AUJOURDHUI - timedelta(days=9),
        )  # fmt: skip
        courriel_de(boite.personne)
    boite.capteur.panne("refuser", fois=2)
    boite.capteur.panne("refuser", canal="courriel")
    boite.deposer(numero=numero)

    # when
    boite.passer()
    boite.passer()
    boite.passer("COURRIEL")

    # then
    assert [(e.cle, e.canal, e.etat, e.destinataire) for e in boite.envois()] == [
        ("rappel:1", "SMS", "ECHEC", numero),
        ("rappel:1~1", "SMS", "ECHEC", "+33639980077"),
        ("rappel:1~2", "COURRIEL", "ECHEC", "lina@example.org"),
    ]
    assert boite.envois()[2].contenu["texte"] == "Bonjour"


def test_un_numero_qui_n_est_plus_le_sien_detourne_ce_qui_attendait(ardeche, secretaire):
    # given
    personne = une_personne()
    courriel_de(personne)
    contact = personne.contacts.get(nature="TELEPHONE")
    attend = un_sms(personne=personne, numero=contact.valeur, le=SOIR)

    # when
    contacts.terminer_contact(contact=contact, motif="numéro non attribué", par=secretaire, le=SOIR)

    # then
    attend.refresh_from_db()
    assert (attend.etat, attend.erreur) == ("ANNULE", "ce numéro n'est plus le sien")
    assert Envoi.objects.get(canal="COURRIEL").destinataire == "lina@example.org"
