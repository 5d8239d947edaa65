"""OVH et Brevo : ce qu'on leur remet, ce qu'ils répondent, et ce qu'ils disent ensuite de chaque message."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.envois import relais
from spie.socle.envois.canaux import fournisseur
from spie.socle.envois.canaux.choix import adresse_de_rappel
from spie.socle.envois.canaux.ovh import signature
from spie.socle.envois.models import AccuseReception, Prestataire
from spie.socle.personnes.models import Contact
from spie.socle.territoires.isolation import departement_courant
from tests.factories import un_departement
from tests.socle.envois.prestataires import BREVO, EXPEDITEUR, OVH, SERVICE, ouverts

OUVERTURE = "2026-11-24 09:00:00"


class Contrat:
    """The Ardèche, its outbox, and one provider with its real protocol."""

    def __init__(self, boite, genre, adresse, registre):
        self.boite, self.registre, self.genre = boite, registre, genre
        ovh = genre == "OVH"
        with departement_courant("07"):
            self.prestataire = Prestataire(
                genre=genre, expediteur=EXPEDITEUR, adresse=f"{adresse}/{'1.0' if ovh else 'v3'}"
            )
            self.prestataire.sceller((OVH | {"service": SERVICE} if ovh else BREVO) | {"jeton": "secret-fictif"})
            self.prestataire.save()
            self.rappel = urlsplit(adresse_de_rappel(self.prestataire)).path

    def passer(self) -> int:
        with departement_courant("07"):
            canal = fournisseur("SMS")
        return relais.vider(departement="07", canal=canal)

    def panne(self, *quoi):
        self.registre.pannes[self.genre.lower()] += quoi

    def dire(self, quoi: str, *, de=None, a="2026-11-24 09:00:09", numero=None) -> int:
        """The provider calls back. ``quoi``: arrive, en chemin, absent, mort."""
        message = de or self.registre.recus[-1]
        client = Client(headers={"host": "07.testserver"})
        if self.genre == "OVH":
            ptt = {"arrive": "4", "en chemin": "3", "absent": "24", "mort": "23"}[quoi]
            return client.get(self.rappel, {"id": message["id"], "ptt": ptt, "date": a, "description": 1}).status_code
        statut = {"arrive": "delivered", "en chemin": "sent", "absent": "rejected", "mort": "hard_bounce"}[quoi]
        charge = {"msg_status": statut, "to": numero or message["recipient"], "date": a}
        adresse = urlsplit(message["webUrl"])
        return client.post(f"{adresse.path}?{adresse.query}", json.dumps(charge), "application/json").status_code

    def etat(self) -> str:
        return self.boite.envoi().etat


@pytest.fixture(params=["OVH", "BREVO"])
def contrat(request, boite):
    with ouverts() as (adresse, registre):
        yield Contrat(boite, request.param, adresse, registre)


@pytest.fixture
def remis(contrat):
    contrat.boite.deposer()
    contrat.passer()
    assert contrat.etat() == "REMIS"
    return contrat


def test_la_signature_est_celle_de_la_documentation():
    url = f"http://127.0.0.1:8099/1.0/sms/{SERVICE}/jobs"
    signee = signature("as-fictif", "ck-fictif", "POST", url, '{"message":"essai"}', "1765353600")
    assert signee == "$1$7a977600a49cd17710c3be045969ad25a0cfc78c"


def test_le_sms_part_signe_sous_le_nom_du_departement(remis):
    (recu,) = remis.registre.recus
    assert remis.registre.refuses == []
    assert recu["sender"] == EXPEDITEUR
    assert remis.boite.envoi().ref_fournisseur == str(recu["id"])
    if remis.genre == "OVH":
        assert (recu["receivers"], recu["noStopClause"], len(recu["tag"])) == (["+33639980001"], True, 20)
    else:
        assert (recu["recipient"], recu["unicodeEnabled"]) == ("33639980001", False)
        assert parse_qs(urlsplit(recu["webUrl"]).query) == {"envoi": ["rappel:1"]}


@pytest.mark.parametrize(
    ("panne", "etat", "essai"),
    [
        ("429", "A_ENVOYER", "Le prestataire demande d'attendre."),
        ("500", "INCERTAIN", "Le prestataire est en panne (500)."),
        ("402", "A_ENVOYER", "Contrat refusé par le prestataire (402) : vérifiez ses clés et ses crédits."),
    ],
)
def test_une_panne_n_envoie_ni_zero_ni_deux_fois(contrat, panne, etat, essai):
    # given
    contrat.panne(panne)
    contrat.boite.deposer()

    # when
    contrat.passer()
    assert (contrat.etat(), contrat.boite.essais(contrat.boite.envoi())) == (etat, [essai])
    contrat.boite.attendre(3600)
    contrat.passer()

    # then
    assert contrat.etat() == "REMIS"
    assert len(contrat.registre.recus) == 1


def test_pris_sans_reponse_il_se_retrouve_et_ne_repart_pas(contrat):
    contrat.panne("couper")
    contrat.boite.deposer()
    contrat.passer()
    assert contrat.etat() == "INCERTAIN"

    contrat.boite.attendre(3600)
    contrat.passer()

    assert (contrat.etat(), len(contrat.registre.recus)) == ("REMIS", 1)
    assert contrat.boite.envoi().ref_fournisseur == str(contrat.registre.recus[0]["id"])


def test_un_numero_fixe_est_un_echec_definitif(contrat):
    contrat.boite.deposer(numero="+33465710000")
    contrat.passer()
    echec, suite = contrat.boite.envois()
    assert (echec.etat, suite.destinataire) == ("ECHEC", "+33639980001")


def test_un_expediteur_inconnu_d_ovh_se_voit(contrat):
    with departement_courant("07"):
        Prestataire.objects.update(expediteur="Autre")
    contrat.boite.deposer(numero="+33639980001")
    contrat.passer()
    assert contrat.etat() == ("ECHEC" if contrat.genre == "OVH" else "REMIS")


# Receipts


def test_l_accuse_dit_que_le_message_est_arrive(remis):
    assert remis.dire("arrive") == 200
    envoi = remis.boite.envoi()
    assert (envoi.etat, f"{envoi.livre_le:%H:%M:%S}") == ("LIVRE", "09:00:09")


def test_le_meme_accuse_trois_fois_en_fait_un(remis):
    assert [remis.dire("absent") for _ in range(3)] == [200, 200, 200]
    with departement_courant("07"):
        assert AccuseReception.objects.count() == 1
    assert remis.etat() == "ECHEC"


def test_un_accuse_plus_ancien_arrive_en_retard_ne_change_rien(remis):
    remis.dire("arrive", a="2026-11-24 09:00:09")
    remis.dire("absent", a="2026-11-24 09:00:05")
    assert remis.etat() == "LIVRE"


def test_un_echec_plus_ancien_n_efface_pas_un_en_chemin_plus_recent(remis):
    remis.dire("en chemin", a="2026-11-24 09:00:09")
    remis.dire("absent", a="2026-11-24 09:00:05")
    assert remis.etat() == "REMIS"


def test_absent_puis_arrive_est_arrive(remis):
    remis.dire("absent", a="2026-11-24 09:00:05")
    remis.dire("arrive", a="2026-11-24 10:00:00")
    assert remis.etat() == "LIVRE"


def test_l_accuse_arrive_avant_la_reponse(contrat):
    """The telephone rings while the provider is still answering us."""
    contrat.registre.avant_de_repondre = lambda message: contrat.dire("arrive", de=message)
    contrat.boite.deposer()
    contrat.passer()
    assert contrat.etat() == "LIVRE"


def test_un_accuse_d_un_message_inconnu_reste_sans_effet(remis):
    inconnu = {"id": 999999999, "recipient": "33639980001", "webUrl": f"http://x{remis.rappel}?envoi=inconnu"}
    assert remis.dire("absent", de=inconnu) == 200
    assert remis.etat() == "REMIS"


def test_un_accuse_pour_un_autre_numero_n_est_pas_le_notre(remis):
    if remis.genre == "OVH":
        pytest.skip("OVH ne dit pas le numéro dans ses accusés")
    remis.dire("absent", numero="33639989999")
    assert remis.etat() == "REMIS"


@pytest.mark.parametrize("charge", ["", "{", "[]", '{"msg_status": "inventé", "date": "hier"}', "\x00"])
def test_un_accuse_illisible_ne_se_repete_pas(remis, charge):
    client = Client(headers={"host": "07.testserver"})
    assert client.post(remis.rappel, charge, "application/json").status_code == 200
    assert client.get(remis.rappel, {"id": "x", "ptt": "y", "date": "z"}).status_code == 200
    assert remis.etat() == "REMIS"


def test_sans_le_secret_l_adresse_n_existe_pas(remis):
    client = Client(headers={"host": "07.testserver"})
    for genre, jeton in (
        (remis.genre.lower(), "autre-secret"),
        (remis.genre.lower(), "é"),
        ("inconnu", "secret-fictif"),
    ):
        adresse = reverse("envois:accuse", args=[genre, jeton])
        assert client.get(adresse, {"id": "900000001", "ptt": "4", "date": OUVERTURE}).status_code == 404
    assert remis.etat() == "REMIS"


def test_un_numero_dit_mort_deux_fois_n_est_plus_utilise(contrat):
    for cle in ("rappel:1", "rappel:2"):
        contrat.boite.deposer(cle=cle)
        contrat.passer()
        contrat.dire("mort")

    with departement_courant("07"):
        contact = Contact.objects.get()
        assert contact.motif_fin == "le prestataire de SMS dit qu'il ne reçoit rien"
        assert not Contact.objects.pour_sms().exists()


# The contract


def test_les_cles_ne_se_lisent_ni_dans_la_base_ni_dans_la_page(ardeche, connecte, client):
    # given
    connecte(Role.ADMINISTRATEUR)
    valeurs = {"genre": "BREVO", "expediteur": "Ardeche07", "adresse": "https://api.example.org/v3", "en_service": "on"}

    # when
    sans_cle = client.post(reverse("admin:envois_prestataire_add"), valeurs)
    client.post(reverse("admin:envois_prestataire_add"), valeurs | {"api_key": "cle-tres-fictive"})

    # then
    assert "Ce prestataire demande cette clé." in sans_cle.content.decode()
    prestataire = Prestataire.objects.get()
    assert prestataire.secrets["api_key"] == "cle-tres-fictive"
    assert b"cle-tres-fictive" not in bytes(prestataire.secrets_scelles)
    page = reverse("admin:envois_prestataire_change", args=[prestataire.pk])
    assert "cle-tres-fictive" not in client.get(page).content.decode()

    # when: saved again without typing it
    client.post(page, valeurs | {"expediteur": "Privas07"})
    jeton = prestataire.secrets["jeton"]
    prestataire.refresh_from_db()
    assert (prestataire.expediteur, prestataire.secrets) == (
        "Privas07",
        {"api_key": "cle-tres-fictive", "jeton": jeton},
    )
    assert adresse_de_rappel(prestataire) in client.get(page).content.decode()


def test_un_accuse_d_ailleurs_n_ouvre_rien_ici(remis):
    un_departement("08", "Ardennes")
    client = Client(headers={"host": "08.testserver"})
    assert client.get(remis.rappel, {"id": "900000001", "ptt": "4", "date": OUVERTURE}).status_code == 404
    assert remis.etat() == "REMIS"
