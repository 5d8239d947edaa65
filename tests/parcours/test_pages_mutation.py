"""Les pages du départ et des dossiers reçus, des deux côtés."""

import pytest
from django.urls import reverse

from parcours.models import Parcours
from parcours.services import mutation
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Depart, Personne, Pli
from spie.socle.personnes.services.pli import relever_les_reponses
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_departement, un_parcours, une_personne
from tests.pages import mots

pytestmark = pytest.mark.usefixtures("ardeche", "variables_connues")


@pytest.fixture(autouse=True)
def ardennes(ardeche):
    return un_departement("08", "Ardennes")


def envoyer_d_ailleurs(**champs):
    """The 08 hands a person over to us."""
    with annonce("08"):
        personne = une_personne("FACTICE", **champs)
        personne.poser_nir("2900507019001")
        personne.save()
        mutation.quitter(
            personne=personne,
            jour=AUJOURDHUI,
            motif="DEMENAGEMENT",
            destination="07",
            transmettre=True,
            par=un_agent(),
            le=MAINTENANT,
        )
    set_departement("07")
    return Pli.objects.get()


def test_enregistrer_un_depart(connecte, client):
    # given
    connecte(Role.REFERENT)
    personne = une_personne()
    un_parcours(personne=personne)
    chemin = reverse("mutations:quitter", args=[personne.pk])
    assert "Rien n’est effacé" in mots(client.get(chemin))

    # when
    champs = {"jour": "2026-11-20", "motif": "DEMENAGEMENT", "destination": "08", "transmettre": "on"}
    client.post(chemin, champs | {"commune": "Charleville"})

    # then
    fiche = mots(client.get(reverse("accueil:fiche", args=[personne.pk])))
    assert "A quitté le département le ven. 20 nov. 2026" in fiche
    assert "Déménagement – vers Charleville (08). Dossier transmis, en attente de réponse" in fiche
    assert not Parcours.objects.en_cours().exists()


def test_un_departement_hors_de_l_installation_est_dit(connecte, client):
    connecte(Role.REFERENT)
    personne = une_personne()
    champs = {"jour": "2026-11-20", "motif": "DEMENAGEMENT", "autre": "2a", "transmettre": "on"}
    client.post(reverse("mutations:quitter", args=[personne.pk]), champs)
    assert Depart.objects.get().destination == "2A"
    fiche = mots(client.get(reverse("accueil:fiche", args=[personne.pk])))
    assert "prévenez ce département par vos moyens" in fiche


@pytest.mark.parametrize(
    "champs",
    [
        {"jour": "2027-01-01", "motif": "DEMENAGEMENT"},
        {"jour": "2026-11-20", "motif": ""},
        {"jour": "2026-11-20", "motif": "DEMENAGEMENT", "autre": "x"},
        {"jour": "2026-11-20", "motif": "DEMENAGEMENT", "autre": "26", "destination": "08"},
    ],
)
def test_un_depart_impossible_n_ecrit_rien(connecte, client, champs):
    connecte(Role.REFERENT)
    reponse = client.post(reverse("mutations:quitter", args=[une_personne().pk]), champs)
    assert reponse.status_code == 422
    assert not Depart.objects.exists()


def test_rouvrir_le_dossier_de_qui_revient(connecte, client):
    connecte(Role.REFERENT)
    personne = une_personne()
    client.post(
        reverse("mutations:quitter", args=[personne.pk]), {"jour": "2026-11-20", "motif": "AUTRE", "autre": "26"}
    )
    client.post(reverse("mutations:revenir", args=[personne.pk]))
    personne.refresh_from_db()
    assert personne.partie_le is None


def test_accepter_un_dossier_recu(connecte, client):
    # given
    connecte(Role.ACCUEIL)
    pli = envoyer_d_ailleurs()
    assert "Un autre département transmet des dossiers : 1 personne. Accepter ou refuser" in mots(
        client.get(reverse("accueil:journee"))
    )
    recus = mots(client.get(reverse("mutations:recus")))
    assert "FACTICE Lina" in recus
    assert "08 Ardennes" in recus
    page = client.get(reverse("mutations:recu", args=[pli.pk]))
    assert "FACTICE Lina" in mots(page)
    assert "2900507019001" not in page.content.decode()

    # when
    reponse = client.post(reverse("mutations:recu", args=[pli.pk]), {"qui": "nouvelle"})

    # then
    personne = Personne.objects.get()
    assert reponse.url == reverse("accueil:fiche", args=[personne.pk])
    assert "Dossier du département 08 accepté ici." in mots(client.get(reponse.url))
    with annonce("08"):
        relever_les_reponses(le=MAINTENANT)
        assert Depart.objects.get().transmission == Depart.Transmission.ACCEPTEE
    set_departement("07")


def test_le_meme_numero_de_securite_sociale_retrouve_le_dossier(connecte, client):
    # given
    connecte(Role.ACCUEIL)
    connue = une_personne("SPECIMEN")
    connue.poser_nir("2900507019001")
    connue.save()
    pli = envoyer_d_ailleurs()

    # when
    page = mots(client.get(reverse("mutations:recu", args=[pli.pk])))
    refuse = client.post(reverse("mutations:recu", args=[pli.pk]), {"qui": "nouvelle"})
    client.post(reverse("mutations:recu", args=[pli.pk]), {"qui": str(connue.pk)})

    # then
    assert "même NIR" in page
    assert "C’est une nouvelle personne" not in page
    assert refuse.status_code == 422
    assert Personne.objects.get() == connue
    assert Pli.objects.get().personne == connue


def test_refuser_un_dossier_recu_demande_pourquoi(connecte, client):
    connecte(Role.ACCUEIL)
    pli = envoyer_d_ailleurs()
    chemin = reverse("mutations:refuser", args=[pli.pk])
    assert client.post(chemin, {"motif": ""}).status_code == 422
    client.post(chemin, {"motif": "N’habite pas ici."})
    recus = mots(client.get(reverse("mutations:recus")))
    assert "refusé : N’habite pas ici." in recus
    assert "FACTICE Lina" not in recus
    assert "FACTICE Lina" not in mots(client.get(reverse("mutations:recu", args=[pli.pk])))
    assert not Personne.objects.exists()


def test_seuls_ceux_qui_transmettent_ouvrent_la_boite(connecte, client):
    connecte(Role.CONTROLE)
    pli = envoyer_d_ailleurs()
    for chemin in (reverse("mutations:recus"), reverse("mutations:recu", args=[pli.pk])):
        assert client.get(chemin).status_code == 403


def test_la_boite_d_un_autre_departement_ne_s_ouvre_pas(connecte, client):
    connecte(Role.ACCUEIL)
    mutation.quitter(
        personne=une_personne(),
        jour=AUJOURDHUI,
        motif="DEMENAGEMENT",
        destination="08",
        transmettre=True,
        par=un_agent(),
        le=MAINTENANT,
    )
    with annonce("08"):
        pli = Pli.objects.get()
    set_departement("07")
    assert client.get(reverse("mutations:recu", args=[pli.pk])).status_code == 404
    assert "Aucun dossier reçu." in mots(client.get(reverse("mutations:recus")))
