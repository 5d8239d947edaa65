"""Whatever is deposited: read, or refused in one sentence that says what to do, and nothing is kept."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from spie.socle.imports.lecture import FichierIllisible, ouvrir, reconnaitre
from spie.socle.imports.lecture.colonnes import traduire
from spie.socle.imports.lecture.tableau import TAILLE_MAX


def fichier(tmp_path, octets: bytes):
    chemin = tmp_path / "fichier"
    chemin.write_bytes(octets)
    return chemin


def classeur(*lignes, **autres_feuilles) -> bytes:
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


REFUS = {
    "vide": (b"", "est vide"),
    "que des blancs": (b" \n ; ; \n", "aucune ligne remplie"),
    "que des titres": ("Nom;Prénom\n".encode(), "que des titres"),
    "un PDF renommé en CSV": (b"%PDF-1.7\n...", "document PDF"),
    "un flux de la CAF": (b'<?xml version="1.0"?><IdentificationFlux/>', "fichier XML"),
    "des caractères nuls": (b"Nom;Pr\x00enom\nA;B\n", "caractères nuls"),
    "des octets illisibles": (b"Nom;Pr\x81nom\nA;B\n", "ne se lisent pas"),
    "deux fois la même colonne": (b"Nom;Prenom;nom\nA;B;C\n", "apparaît deux fois"),
    "une ligne trop longue": (b"Nom;Prenom\nA;B;C\n", "ligne 2 a plus de cases"),
    "une formule": (b"Nom;Prenom\n=1+1;B\n", "contient une formule"),
    "un guillemet jamais refermé": (b'Nom;Prenom\nA;"' + b"x" * 20_000, "guillemet"),
    "un classeur abîmé": (b"PK\x03\x04 pas un zip", "ne s'ouvre pas"),
    "une bombe de décompression": (bombe(), "anormalement comprimé"),
    "un classeur à formules": (classeur(["Nom", "Prénom"], ["=1+1", "B"]), "contient des formules"),
}


@pytest.mark.parametrize("nom", REFUS)
def test_un_fichier_illisible_recoit_une_phrase_claire(tmp_path, nom):
    octets, attendu = REFUS[nom]
    with pytest.raises(FichierIllisible) as refus:
        ouvrir(fichier(tmp_path, octets))
    assert attendu in str(refus.value)


def test_un_fichier_trop_gros_est_refuse_sans_etre_lu(tmp_path):
    chemin = tmp_path / "gros.csv"
    with chemin.open("wb") as sortie:
        sortie.truncate(300_000_000)
    with pytest.raises(FichierIllisible, match=f"300 Mo, {TAILLE_MAX // 1_000_000} Mo au plus"):
        ouvrir(chemin)


@pytest.mark.parametrize("nom", REFUS)
def test_un_fichier_refuse_ne_laisse_ni_ligne_ni_fichier(atelier, settings, nom):
    with pytest.raises(FichierIllisible):
        atelier.deposer(octets=REFUS[nom][0])
    assert not [chemin for chemin in settings.MEDIA_ROOT.rglob("*") if chemin.is_file()]


@pytest.mark.parametrize(
    ("octets", "separateur"),
    [
        ("Nom;Prénom\nLEFÈVRE;Zoé\n".encode(), "UTF-8"),
        ("\ufeffNom;Prénom\nLEFÈVRE;Zoé\n".encode(), "UTF-8 avec marque"),
        ("Nom;Prénom\r\nLEFÈVRE;Zoé\r\n".encode("cp1252"), "windows-1252"),
        ("Nom;Prénom\nLEFÈVRE;Zoé\n".encode("utf-16"), "UTF-16"),
        ("Nom,Prénom\nLEFÈVRE,Zoé\n".encode(), "virgules"),
        ("Nom\tPrénom\nLEFÈVRE\tZoé\n".encode(), "tabulations"),
        ('"Nom";"Prénom"\n"LEFÈVRE";"Zoé"\n'.encode(), "guillemets"),
        (classeur(["Nom", "Prénom"], ["LEFÈVRE", "Zoé"]), "XLSX"),
        (classeur([], [], ["Nom", "Prénom"], [], ["LEFÈVRE", "Zoé"]), "XLSX qui commence plus bas"),
    ],
)
def test_une_liste_se_lit_quel_que_soit_le_logiciel_qui_l_a_faite(tmp_path, octets, separateur):
    tableau = ouvrir(fichier(tmp_path, octets))
    assert tableau.entetes == ("Nom", "Prénom")
    assert [cellules for _, cellules in tableau] == [("LEFÈVRE", "Zoé")]


def test_un_classeur_garde_ses_dates_et_ses_numeros_entiers(tmp_path):
    tableau = ouvrir(fichier(tmp_path, classeur(["Né le", "N° CAF"], [date(1990, 5, 17), 9000001])))
    assert tableau.lignes == [(2, (date(1990, 5, 17), 9000001))]


@pytest.mark.parametrize(
    ("entete", "champ"),
    [
        ("N° CAF", "matricule"),
        ("n° allocataire", "matricule"),
        ("MATRICULE", "matricule"),
        ("Numéro allocataire CAF/MSA", "matricule"),
        ("NOM  bénéficiaire", "nom"),
        ("Nom JF", "nom_naissance"),
        ("Prénom*", "prenom"),
        ("Date de\nNaissance", "naissance"),
        ("Numéro(s) de téléphone", "telephones"),
        ("N° Téléphones", "telephones"),
        ("NUMERO TELEPHONE 2 DOSSIER", "telephones"),
        ("Né(e) le", "naissance"),
        ("Tél.", "telephones"),
        ("Tel 2", "telephones"),
        ("Portable 2", "telephones"),
        ("Email2", "courriels"),
        ("Adresses Mails", "courriels"),
        ("ADRESSE ELECTRONIQUE DOSSIER", "courriels"),
        ("Adresse (complément)", "complement"),
        ("CP Ville", "ville"),
        ("TYPE PERSONNE", "sexe"),
    ],
)
def test_une_colonne_se_reconnait_a_son_titre_quelle_que_soit_son_ecriture(entete, champ):
    assert reconnaitre([entete], {}) == {entete: champ}


def test_un_deuxieme_nom_n_est_pas_pris_pour_le_premier():
    assert reconnaitre(["Nom 2", "Prénom 2"], {}) == {}


def test_un_champ_unique_ne_prend_qu_une_colonne_un_telephone_en_prend_plusieurs():
    assert reconnaitre(["Nom", "Nom d'usage"], {}) == {"Nom": "nom"}
    assert reconnaitre(["Téléphone", "Portable"], {}) == {"Téléphone": "telephones", "Portable": "telephones"}


def test_les_dates_d_un_contrat_se_reconnaissent_avec_ou_sans_article():
    titres = {"Début contrat": "contrat_du", "Date de fin du contrat": "contrat_au", "Type contrat": "type_contrat"}
    assert reconnaitre(list(titres), {}, nature="REPRISE") == titres


@pytest.mark.parametrize(
    ("champ", "mot", "sens"),
    [
        ("role", "dem", "DEM"),
        ("role", "CONJOINT/CONCUBIN/PACSE", "CJT"),
        ("role", "Usager", "DEM"),
        ("sexe", "Mme", "2"),
        ("sexe", "M.", "1"),
        ("role", "chef", None),
    ],
)
def test_un_mot_se_comprend_ou_se_demande(champ, mot, sens):
    assert traduire(champ, mot, {}) == sens
    assert traduire(champ, mot, {mot: "AUT"}) == "AUT"
