"""What is not a list, and who may not see one: one French sentence, nothing written, nothing shown."""

import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import Workbook

from spie.socle.comptes.roles import Role
from spie.socle.imports.models import ImportListe, LigneListe, SourceListe
from spie.socle.territoires.isolation import departement_courant
from tests.factories import un_agent, un_departement
from tests.pages import mots
from tests.socle.imports.conftest import NIR, dernier

pytestmark = pytest.mark.usefixtures("maintenant")
LINA = f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;06 39 98 00 01;lina@example.org;1 rue Imaginaire;07200;Aubenas"
FAUSSE = LINA.replace("17/05/1990", "31/02/1990")


def classeur(*lignes) -> bytes:
    livre, sortie = Workbook(), io.BytesIO()
    for ligne in lignes:
        livre.active.append(ligne)
    livre.save(sortie)
    return sortie.getvalue()


def bombe() -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return sortie.getvalue()


MAUVAIS = {
    "vide": (b"", "Ce fichier est vide"),
    "pdf renommé": (b"%PDF-1.7 rien", "C'est un document PDF"),
    "xml": (b'<?xml version="1.0"?><Racine/>', "C'est un fichier XML"),
    "caractères nuls": (b"Nom;Prenom\nA\x00B;C", "caractères nuls"),
    "titres en double": (b"Nom;Nom\nA;B", "apparaît deux fois"),
    "formule": (classeur(["Nom", "Prénom"], ["A", "=1+1"]), "contient des formules"),
    "formule en csv": (b"Nom;Prenom\n=cmd();B", "contient une formule"),
    "bombe": (bombe(), "anormalement comprimé"),
    "tronqué": (
        classeur(["Nom", "Prénom"], *([f"A{n}", "B"] for n in range(500)))[:6000],
        "Ce classeur ne s'ouvre pas",
    ),
    "mal encodé": (
        "Nom;Prénom\nA;B".encode().replace(b"\xc3\xa9", b"\x81\x8d"),
        "Les caractères de ce fichier ne se lisent pas",
    ),
    "caractères nuls plus loin": (b"Nom;Prenom\n" + b"A;B\n" * 2000 + b"A\x00;B", "caractères nuls"),
    "abîmé": (b"PK\x03\x04 rien", "Ce classeur ne s'ouvre pas"),
    "titres seuls": (b"Nom;Prenom\n", "que des titres de colonnes"),
    "guillemet ouvert": (b'Nom;Prenom\n"' + b"A" * 20_000, "un guillemet n'est pas refermé"),
    "cases en trop": (b"Nom;Prenom\nA;B;C", "plus de cases que de titres"),
    "trop gros": (b"Nom;Prenom\n" + b"A;B\n" * 13_000_000, "Ce fichier est trop gros"),
}


@pytest.mark.parametrize("cas", MAUVAIS)
def test_un_mauvais_fichier_recoit_une_phrase_et_rien_n_est_ecrit(pilote, cas, settings):
    octets, phrase = MAUVAIS[cas]
    page = mots(pilote.deposer(octets))
    assert page.count(phrase) >= 1
    with departement_courant("07"):
        assert not ImportListe.objects.exists()
        assert not SourceListe.objects.exists()
    assert not [f for f in settings.MEDIA_ROOT.rglob("*") if f.is_file()]


def test_des_colonnes_manquantes_se_disent_et_rien_ne_commence(pilote):
    pilote.deposer(b"Nom;Ville\nSPECIMEN;Aubenas")
    importe = dernier()
    adresse = reverse("imports:colonnes", args=[importe.pk])
    reponse = pilote.client.post(
        adresse, {"colonne_0": "nom"}, headers={"Referer": f"http://07.testserver{adresse}"}, follow=True
    )
    assert "Reliez au moins une colonne au nom et une autre au prénom" in mots(reponse)
    assert dernier().etat == "COLONNES"


def test_une_liste_de_l_ardeche_est_invisible_des_ardennes(pilote, client):
    # given a list of 07 and a pilot of 08
    importe = pilote.atelier.verifier(LINA, FAUSSE)
    ligne = pilote.atelier.ligne(importe, 3)
    un_departement("08", "Ardennes")
    with departement_courant("08"):
        voisin = un_agent(Role.PILOTE, structure=None)
    client.force_login(voisin)
    client.defaults["HTTP_HOST"] = "08.testserver"

    # then nothing of it is found, by any address
    assert "Aucune liste pour l’instant" in mots(client.get(reverse("imports:listes")))
    for nom, arguments in (
        ("detail", [importe.pk]),
        ("colonnes", [importe.pk]),
        ("annuler", [importe.pk]),
        ("rejets", [importe.pk]),
        ("ligne", [importe.pk, ligne.pk]),
    ):
        assert client.get(reverse(f"imports:{nom}", args=arguments)).status_code == 404, nom
    for nom, arguments in (
        ("corriger", [importe.pk, ligne.pk]),
        ("qui", [importe.pk, ligne.pk]),
        ("cocher", [importe.pk]),
        ("accepter", [importe.pk]),
        ("abandonner", [importe.pk]),
    ):
        assert client.post(reverse(f"imports:{nom}", args=arguments)).status_code == 404, nom
    with departement_courant("08"):
        assert not LigneListe.objects.filter(pk=ligne.pk).exists()
