"""Les écrans de la décision : rien ne part sans confirmation, rien de ce qui est écrit ne se perd."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from orientation.models import Orientation
from orientation.services.decision import decider
from orientation.states import EtatOrientation
from spie.socle.calendrier.models import VoiesDeRecours
from spie.socle.comptes.roles import Role
from spie.socle.courriers.lecture import lire
from spie.socle.envois.models import Envoi
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import annonce, departement_courant, set_departement
from spie.socle.territoires.models import Departement
from tests.factories import (
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_orientation,
    une_personne,
    une_structure,
)
from tests.pages import mots

MOTIFS = "Vous cherchez un emploi.\nVous n’avez pas de moyen de transport."


def saisie(referente, **champs):
    return {"modalite": "SOCIOPROFESSIONNELLE", "referent": str(referente.pk), "motif": MOTIFS} | champs


def adresse(orientation):
    return reverse("orientation:decider", args=[orientation.pk])


@pytest.mark.usefixtures("variables_connues")
def test_decider_passe_par_un_ecran_qui_montre_ce_qui_partira(connecte, client, referente):
    # given
    connecte(Role.ENCADRANT)
    orientation = une_orientation()
    assert "0 personne pour 1 ETP (0 %)" in client.get(adresse(orientation)).content.decode()

    # when
    texte = mots(client.post(adresse(orientation), saisie(referente)))

    # then: everything is shown, nothing is done
    assert "Confirmer l’orientation" in texte
    assert "Inès FACTICE" in texte
    assert "Contrat à signer avant le jeu. 24 déc. 2026" in texte
    assert "Bonjour Madame SPECIMEN" in texte
    assert "RUE IMAGINAIRE" in texte
    assert "Votre référent(e) vous appelle bientôt" in texte
    assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER
    assert not Envoi.objects.exists()


def test_la_lettre_se_lit_avant_de_decider(connecte, client, referente):
    connecte(Role.ENCADRANT)
    orientation = une_orientation()
    reponse = client.post(reverse("orientation:lettre", args=[orientation.pk]), saisie(referente))
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse.content.startswith(b"%PDF")
    assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER


def test_revenir_de_la_confirmation_garde_tout_ce_qui_est_ecrit(connecte, client, referente):
    connecte(Role.ENCADRANT)
    orientation = une_orientation()
    reponse = client.post(adresse(orientation), saisie(referente, revenir="1"))
    assert reponse.status_code == 200
    assert MOTIFS in reponse.content.decode()
    assert reponse.context["form"]["referent"].value() == str(referente.pk)


def test_une_saisie_incomplete_se_corrige_sans_rien_perdre(connecte, client, referente):
    connecte(Role.ENCADRANT)
    reponse = client.post(adresse(une_orientation()), saisie(referente, modalite=""))
    assert reponse.status_code == 422
    assert MOTIFS in reponse.content.decode()


@pytest.mark.usefixtures("variables_connues")
def test_confirmer_decide_et_ouvre_la_suivante(connecte, client, referente):
    # given
    encadrante = connecte(Role.ENCADRANT)
    orientation = une_orientation()
    suivante = une_orientation(parcours=un_parcours(personne=une_personne("SUIVANTE")))

    # when
    reponse = client.post(adresse(orientation), saisie(referente, confirmer="1"), follow=True)

    # then
    assert reponse.redirect_chain == [(adresse(suivante), 302)]
    assert "décision enregistrée. La lettre et le SMS partent." in mots(reponse)
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.decidee_par, orientation.decidee_le) == ("DECIDEE", encadrante, MAINTENANT)
    assert orientation.parcours.referent == referente


@pytest.mark.parametrize(
    ("mobile", "avec_adresse", "dit"),
    [
        (None, True, "La lettre part. Aucun SMS"),
        ("+33639980001", False, "Le SMS part. Aucune lettre"),
        (None, False, "Rien ne part : ni adresse ni mobile"),
    ],
)
def test_l_ecran_dit_la_verite_sur_ce_qui_part(connecte, client, referente, mobile, avec_adresse, dit):
    # given
    connecte(Role.ENCADRANT)
    personne = une_personne(mobile=mobile)
    if not avec_adresse:
        personne.foyer.adresses.all().delete()
    orientation = une_orientation(parcours=un_parcours(personne=personne))

    # when
    avant = mots(client.post(adresse(orientation), saisie(referente)))
    apres = mots(client.post(adresse(orientation), saisie(referente, confirmer="1"), follow=True))

    # then
    assert ("Aucun SMS ne partira" in avant, "Aucune lettre ne partira" in avant) == (not mobile, not avec_adresse)
    assert dit in apres
    assert Envoi.objects.count() == bool(mobile) + avec_adresse


def test_un_departement_sans_tribunal_connu_ne_laisse_pas_commencer_la_saisie(connecte, client, referente):
    VoiesDeRecours.objects.filter(code_departement="07").delete()
    connecte(Role.ENCADRANT)
    reponse = client.get(adresse(une_orientation()))
    assert reponse.status_code == 422
    assert "le tribunal et l’adresse du recours" in mots(reponse)


def test_une_file_active_pleine_se_depasse_seulement_avec_une_raison(connecte, client, referente_pleine):
    # given
    connecte(Role.ENCADRANT)
    orientation = une_orientation()

    # when: without a reason
    refusee = client.post(adresse(orientation), saisie(referente_pleine, confirmer="1"))

    # then: a sentence, and everything typed is still there
    assert refusee.status_code == 422
    assert "Cette file active est pleine : écrivez pourquoi vous la dépassez." in mots(refusee)
    assert MOTIFS in refusee.content.decode()
    assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER

    # when: with one
    raison = {"motif_depassement": "Seule référente du canton."}
    client.post(adresse(orientation), saisie(referente_pleine, confirmer="1", **raison))

    # then: it is kept for the history, not written to the person
    assert Trace.objects.get(type="OrientationDecidee").donnees["motif_depassement"] == "Seule référente du canton."
    assert "Seule référente" not in lire(Envoi.objects.get(canal="COURRIER").contenu["html"])


def test_le_referent_d_un_autre_departement_n_est_pas_un_choix(connecte, client, referente):
    # given
    connecte(Role.ENCADRANT)
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = un_agent(Role.REFERENT, structure=une_structure("Ailleurs")).affectations.get()
    set_departement("07")

    # when
    reponse = client.post(adresse(une_orientation()), saisie(ailleurs, confirmer="1"))

    # then
    assert reponse.status_code == 422
    assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER


def test_un_double_clic_decide_une_fois_et_n_ecrit_qu_une_lettre(connecte, client, referente):
    connecte(Role.ENCADRANT)
    orientation = une_orientation()

    for _ in range(2):
        reponse = client.post(adresse(orientation), saisie(referente, confirmer="1"), follow=True)

    assert reponse.status_code == 200
    assert "décision déjà enregistrée, rien n’est parti deux fois" in mots(reponse)
    assert Trace.objects.filter(type="OrientationDecidee").count() == 1
    assert sorted(Envoi.objects.values_list("canal", flat=True)) == ["COURRIER", "SMS"]


def test_decider_apres_quelqu_un_montre_sa_decision_et_garde_ce_qu_on_a_ecrit(connecte, client, referente):
    # given
    orientation = une_orientation()
    autre = un_agent(Role.ENCADRANT, prenom="Sacha", nom="PREMIER")
    decider(orientation=orientation, modalite="SOCIALE", referent=referente, motif="Santé.", par=autre, le=MAINTENANT)
    connecte(Role.ENCADRANT)

    # when
    reponse = client.post(adresse(orientation), saisie(referente, confirmer="1"))

    # then
    texte = mots(reponse)
    assert reponse.status_code == 409
    assert "Sacha PREMIER a déjà décidé, le mar. 24 nov. 2026" in texte
    assert "Modalité sociale" in texte
    assert "Vous cherchez un emploi. Vous n’avez pas de moyen de transport." in texte
    assert "Inès FACTICE" in texte
    assert Orientation.objects.get().decidee_par == autre


def test_une_decision_prise_ne_se_rouvre_pas(connecte, client, referente):
    connecte(Role.ENCADRANT)
    orientation = une_orientation(etat=EtatOrientation.SANS_OBJET)
    reponse = client.get(adresse(orientation))
    assert reponse.status_code == 200
    assert "il n’y a plus rien à décider" in mots(reponse)
    assert "Vérifier avant d’envoyer" not in mots(reponse)


def test_deux_encadrants_au_meme_instant_une_seule_decision(base_vivante):
    """Two real transactions: the second one waits for the first, then shows its answer."""
    # given
    un_departement()
    Departement.objects.update(hote="07.testserver")
    with departement_courant("07"):
        referente = un_agent(Role.REFERENT).affectations.get()
        orientation = une_orientation()
        agents = [un_agent(Role.ENCADRANT, nom=f"ENCADRANT{n}") for n in range(2)]
    clients = [Client(headers={"host": "07.testserver"}) for _ in agents]
    for client, agent in zip(clients, agents, strict=True):
        client.force_login(agent)
    depart = Barrier(2)

    def decide(client):
        depart.wait()
        reponse = client.post(adresse(orientation), saisie(referente, confirmer="1"))
        connection.close()
        return reponse.status_code

    # when
    with ThreadPoolExecutor(2) as fils:
        statuts = list(fils.map(decide, clients))

    # then
    assert sorted(statuts) == [302, 409]
    with departement_courant("07"):
        assert Trace.objects.filter(type="OrientationDecidee").count() == 1
        assert Envoi.objects.count() == 2
