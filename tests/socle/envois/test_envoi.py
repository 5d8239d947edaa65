"""La boîte d'envoi : un message suit le sort de la décision qui l'annonce, et ne se dit qu'une fois."""

import time
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from spie.celery import app
from spie.socle.comptes.roles import Role
from spie.socle.envois import services
from spie.socle.envois.models import Envoi
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent, une_personne


class DecisionAbandonnee(Exception):
    """Something goes wrong after the message was deposited."""


def un_sms(**champs) -> Envoi:
    personne = champs.pop("personne", None) or une_personne()
    return services.deposer_sms(
        **{
            "cle": "rappel:1",
            "personne": personne,
            "numero": "+33639980001",
            "texte": "Bonjour",
            "objet": personne,
            "gabarit": "essai",
            "le": MAINTENANT,
        }
        | champs
    )


def decision_abandonnee(personne):
    with departement_courant("07"):
        un_sms(personne=personne)
        raise DecisionAbandonnee


# Deposit


def test_une_decision_annulee_ne_laisse_aucun_message(boite):
    with pytest.raises(DecisionAbandonnee):
        decision_abandonnee(boite.personne)

    assert boite.envois() == []
    assert boite.passer() == 0
    assert boite.capteur.recus() == []


def test_le_worker_n_est_prevenu_qu_une_fois_la_decision_enregistree(ardeche, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as apres, transaction.atomic():
        un_sms(cle="rappel:0")
        transaction.set_rollback(True)
    assert apres == []

    with django_capture_on_commit_callbacks() as apres:
        personne = une_personne()
        for n in range(5):
            un_sms(cle=f"rappel:{n}", personne=personne, version=n)
    assert len(apres) == 1, "un seul coup de coude, quel que soit le nombre de messages"


@pytest.fixture
def sans_redis():
    """The current application has a broker that is not there, and the settings of ours."""
    panne = Celery(broker="redis+socket:///nulle/part.sock")
    panne.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    yield
    panne.close()
    app.set_current()


@pytest.mark.usefixtures("sans_redis")
def test_sans_redis_la_decision_s_enregistre_sans_faire_attendre(boite, caplog):
    debut = time.monotonic()
    boite.deposer()

    assert time.monotonic() - debut < 3
    assert boite.envoi().etat == "A_ENVOYER"
    assert "partiront au prochain passage" in caplog.text


def test_la_meme_cle_deux_fois_est_un_seul_message_et_le_premier_reste(ardeche):
    premier = un_sms(texte="Bonjour")
    second = un_sms(personne=premier.personne, texte="Bonsoir")

    assert second.pk == premier.pk
    assert Envoi.objects.get().contenu == {"texte": "Bonjour"}


def test_le_numero_et_le_texte_ne_se_lisent_pas_dans_la_base(ardeche):
    envoi = un_sms(texte="Réunion obligatoire")

    scelle = bytes(envoi.destinataire_scelle) + bytes(envoi.contenu_scelle)
    assert b"639980001" not in scelle
    assert b"obligatoire" not in scelle


# Withdrawal


def test_un_message_devenu_inutile_est_retire_et_ne_part_pas(boite):
    # given
    boite.deposer()

    # when
    with departement_courant("07"):
        retires = services.annuler(objet=boite.personne, motif="réunion annulée", par=None, le=timezone.now())

    # then
    assert retires == 1
    assert boite.passer() == 0
    assert boite.capteur.recus() == []
    assert (boite.envoi().etat, boite.envoi().erreur) == ("ANNULE", "réunion annulée")
    with departement_courant("07"):
        assert Trace.objects.get(type="EnvoiAnnule").personne_id == boite.personne.pk


def test_un_message_deja_remis_ne_se_retire_plus(boite):
    boite.deposer()
    boite.passer()

    with departement_courant("07"):
        assert services.annuler(objet=boite.personne, motif="réunion annulée", par=None, le=timezone.now()) == 0
    assert boite.envoi().etat == "REMIS"


def test_un_message_incertain_devenu_inutile_se_verifie_mais_ne_repart_pas(boite):
    # given: the provider broke down, and did not take it
    boite.capteur.panne("500")
    boite.deposer()
    boite.passer()
    assert boite.envoi().etat == "INCERTAIN"

    # when
    with departement_courant("07"):
        services.annuler(objet=boite.personne, motif="réunion annulée", par=None, le=timezone.now())
    boite.attendre(3600)
    boite.passer()

    # then
    assert boite.envoi().etat == "EXPIRE"
    assert boite.capteur.recus() == []


@pytest.mark.parametrize("panne", [None, "500"], ids=["jamais parti", "incertain"])
def test_un_rappel_perime_ne_part_pas(boite, panne):
    # given
    if panne:
        boite.capteur.panne(panne)
        boite.deposer(expire_le=timezone.now() + timedelta(seconds=0.3))
        boite.passer()
        boite.attendre(3600)
        with departement_courant("07"):
            Envoi.objects.update(expire_le=timezone.now())
    else:
        boite.deposer(expire_le=timezone.now() - timedelta(seconds=1))

    # when
    boite.passer()

    # then
    assert boite.envoi().etat == "EXPIRE"
    assert boite.capteur.recus() == []


def test_un_message_prevu_pour_demain_attend_demain(boite):
    boite.deposer(prevu_le=timezone.now() + timedelta(days=1))
    assert boite.passer() == 0

    boite.attendre(24 * 3600)
    assert boite.passer() == 1
    assert len(boite.capteur.recus()) == 1


# What an agent sees of it


@pytest.fixture
def echec(ardeche):
    """A number that the provider refuses for good."""
    envoi = un_sms()
    Envoi.objects.update(etat="ECHEC", erreur="Refusé par le prestataire (400) : numéro impossible", tentative=1)
    envoi.tentatives.create(rang=1, debut=MAINTENANT, fin=MAINTENANT, issue="Refusé par le prestataire (400)")
    connection.run_on_commit.clear()  # that was another day, another transaction
    return envoi


@pytest.mark.usefixtures("variables_connues")
def test_un_message_en_echec_se_voit_des_l_accueil_avec_sa_raison(connecte, client, echec):
    # given
    connecte(Role.PILOTE)
    liste = f"{reverse('envois:liste')}?etat=ECHEC"

    # then: the home counts it, the list names it, its page says why
    assert f'href="{liste}"' in client.get("/").content.decode()
    assert "numéro impossible" in client.get(liste).content.decode()
    page = client.get(reverse("envois:detail", args=[echec.pk])).content.decode()
    assert "Envoyer de nouveau" in page
    assert "Refusé par le prestataire (400)" in page


def test_relancer_garde_la_meme_cle(connecte, client, echec, django_capture_on_commit_callbacks):
    pilote = connecte(Role.PILOTE)

    with django_capture_on_commit_callbacks() as apres:
        client.post(reverse("envois:relancer", args=[echec.pk]))

    envoi = Envoi.objects.get()
    assert (envoi.etat, envoi.cle) == ("A_ENVOYER", "rappel:1")
    assert Trace.objects.get(type="EnvoiRelance").acteur == pilote
    assert len(apres) == 1


def test_relancer_un_message_parti_est_refuse(connecte, client, echec):
    Envoi.objects.update(etat="REMIS")
    connecte(Role.PILOTE)
    assert client.post(reverse("envois:relancer", args=[echec.pk])).status_code == 422
    assert Envoi.objects.get().etat == "REMIS"


def test_l_accueil_voit_les_envois_mais_ne_les_relance_pas(connecte, client, echec):
    connecte(Role.ACCUEIL)
    assert client.get(reverse("envois:detail", args=[echec.pk])).status_code == 200
    assert client.post(reverse("envois:relancer", args=[echec.pk])).status_code == 403


def test_un_envoi_d_ailleurs_n_existe_pas_ici(connecte, client, echec):
    un_agent(Role.ACCUEIL)
    connecte(Role.PILOTE)
    assert client.get(reverse("envois:detail", args=[une_personne().pk])).status_code == 404
