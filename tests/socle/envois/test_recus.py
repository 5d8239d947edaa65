"""Ce que les personnes répondent : STOP est un refus, le reste se lit sur leur fiche et dans l'équipe."""

import json
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.envois.models import AccuseReception, Envoi, MessageRecu, Prestataire
from spie.socle.envois.services.recu import STOP
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Contact, Opposition
from spie.socle.territoires.isolation import departement_courant
from tests.factories import AUJOURDHUI, MAINTENANT, une_personne
from tests.socle.envois.prestataires import ouverts
from tests.socle.envois.test_prestataires import Contrat


@pytest.fixture
def brevo(boite):
    with ouverts() as (adresse, registre):
        contrat = Contrat(boite, "BREVO", adresse, registre)
        boite.deposer()
        contrat.passer()
        yield contrat


def repondre(contrat, texte, *, statut="replied", a="2026-11-24 10:05:00", envoi="") -> None:
    message = contrat.registre.recus[-1]
    adresse = urlsplit(message["webUrl"])
    charge = {"msg_status": statut, "to": message["recipient"], "date": a, "reply": texte}
    client = Client(headers={"host": "07.testserver"})
    suite = f"envoi={envoi}" if envoi else adresse.query
    assert client.post(f"{adresse.path}?{suite}", json.dumps(charge), "application/json").status_code == 200


def test_une_reponse_arrive_une_fois_sur_la_fiche(brevo):
    for _ in range(2):
        repondre(brevo, "Je serai en retard")
    with departement_courant("07"):
        recu = MessageRecu.objects.get()
        assert (recu.personne, recu.texte, recu.est_stop) == (brevo.boite.personne, "Je serai en retard", False)
        assert b"retard" not in bytes(recu.texte_scelle)
        assert Trace.objects.get(type="SmsRecu").personne_id == recu.personne_id
        assert not Opposition.objects.exists()
    assert brevo.etat() == "LIVRE", "qui répond a reçu"


def test_stop_est_un_refus_qui_retient_ce_qui_attendait(brevo):
    # given
    brevo.boite.deposer(cle="rappel:2")

    # when
    repondre(brevo, "Stop svp")
    repondre(brevo, "STOP !", a="2026-11-24 10:06:00")

    # then
    with departement_courant("07"):
        opposition = Opposition.objects.get()
        assert (opposition.personne, opposition.canal, opposition.source) == (brevo.boite.personne, "SMS", "sms")
        assert opposition.enregistree_par is None
        assert Envoi.objects.get(cle="rappel:2").etat == "ANNULE"
        assert MessageRecu.objects.filter(est_stop=True).count() == 2


def test_un_refus_dit_au_prestataire_est_un_refus(brevo):
    repondre(brevo, "", statut="unsubscription")
    with departement_courant("07"):
        assert Opposition.objects.get().canal == "SMS"
        assert MessageRecu.objects.get().texte == "STOP (dit au prestataire)"


def test_stop_vaut_pour_toutes_les_personnes_de_ce_numero(brevo):
    with departement_courant("07"):
        autre = une_personne()
        Contact.objects.create(
            personne=autre, nature="TELEPHONE", valeur="+33639980001", est_mobile=True, source="test", du=AUJOURDHUI
        )
    repondre(brevo, "STOP")
    with departement_courant("07"):
        assert set(Opposition.objects.values_list("personne", flat=True)) == {brevo.boite.personne.pk, autre.pk}


def test_une_reponse_d_un_numero_inconnu_se_voit_quand_meme(brevo):
    with departement_courant("07"):
        Contact.objects.update(au=AUJOURDHUI)
    repondre(brevo, "Qui êtes-vous ?", envoi="inconnu")
    with departement_courant("07"):
        assert (MessageRecu.objects.get().personne, MessageRecu.objects.get().texte) == (None, "Qui êtes-vous ?")


@pytest.mark.parametrize("texte", ["STOP", " stop.", "Stop svp", "arrêtez", "ARRET", "arrêter"])
def test_ces_mots_veulent_dire_stop(texte):
    assert STOP.match(texte)


@pytest.mark.parametrize("texte", ["Je viens", "Où est l'arrêt de bus ?", "stopper la voiture", "non stop"])
def test_ces_mots_ne_veulent_pas_dire_stop(texte):
    assert not STOP.match(texte)


@pytest.mark.usefixtures("variables_connues")
def test_l_equipe_lit_la_reponse_et_le_dit(connecte, client):
    # given
    agent, recu = connecte(Role.ACCUEIL), une_reponse()

    # then: on the day, in the list, on the person's page
    fiche = reverse("accueil:fiche", args=[recu.personne_id])
    assert f'href="{reverse("envois:recus")}"' in client.get("/").content.decode()
    for page in (fiche, reverse("envois:recus")):
        assert "Je serai en retard" in client.get(page).content.decode()

    # when
    client.post(reverse("envois:lire_recu", args=[recu.pk]))

    # then
    recu.refresh_from_db()
    assert recu.lu_par == agent
    assert "Je serai en retard" not in client.get(fiche).content.decode()
    assert "lue le" in client.get(reverse("envois:recus")).content.decode()


def test_qui_ne_voit_pas_les_envois_ne_marque_rien(connecte, client):
    connecte(Role.EMPLOI)
    assert client.post(reverse("envois:lire_recu", args=[une_reponse().pk])).status_code == 403


def une_reponse() -> MessageRecu:
    personne = une_personne()
    prestataire = Prestataire(genre="BREVO", expediteur="Ardeche07", adresse="https://brevo.example.org/v3")
    prestataire.sceller({"api_key": "fictive", "jeton": "fictif"})
    prestataire.save()
    accuse = AccuseReception.objects.create(
        prestataire=prestataire, reference="rappel:1", statut="replied", issue="LIVRE", horodatage=MAINTENANT,
        recu_le=MAINTENANT,
    )  # fmt: skip
    recu = MessageRecu(accuse=accuse, personne=personne, recu_le=MAINTENANT)
    recu.sceller("Je serai en retard")
    recu.save()
    return recu
