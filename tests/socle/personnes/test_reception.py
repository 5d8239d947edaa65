"""From the cells of a file to a row that can be compared: nothing is lost, and each fault is said in its cell."""

from datetime import date

from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.rapprochement import doublons, recevoir
from tests.factories import AUJOURDHUI

BRUTE = {
    "nom": "SPECIMEN née FACTICE",
    "prenom": "Aline",
    "naissance": "12/04/1990",
    "sexe": "2",
    "role": "DEM",
    "nir": "2 90 04 07 004 901 67",
    "matricule": "900000100000000",
    "numero_demande": "90000000107",
    "telephones": ["04 65 71 10 02", "639981001"],
    "courriels": "Aline.Specimen@example.org",
}


def lire(rang=1, **cellules):
    return recevoir(BRUTE | cellules, rang=rang, departement="07", au=AUJOURDHUI)


def test_une_ligne_propre_se_lit_en_entier():
    recue = lire()
    assert recue.erreurs == {}
    ligne = recue.ligne
    assert (ligne.nom, ligne.nom_naissance, ligne.prenom) == ("SPECIMEN", "FACTICE", "Aline")
    assert (ligne.naissance, ligne.nir, ligne.matricule) == (date(1990, 4, 12), Nir("2900407004901"), "9000001")
    assert ligne.telephones == ("+33465711002", "+33639981001")
    assert ligne.courriels == ("aline.specimen@example.org",)
    assert recue.avertissements == {"telephones": ("ligne fixe : pas de SMS.",)}


def test_chaque_faute_est_dite_dans_sa_case_et_le_reste_est_garde():
    recue = lire(nir="190040700490199", naissance="31/02/1985", telephones="0639981001, 12345678", courriels="aline")
    assert set(recue.erreurs) == {"nir", "naissance", "telephones", "courriels"}
    assert "n'existe pas" in recue.erreurs["naissance"]
    assert (recue.ligne.nir, recue.ligne.naissance, recue.ligne.courriels) == (None, None, ())
    assert recue.ligne.telephones == ("+33639981001",)
    assert recue.ligne.nom == "SPECIMEN"


def test_le_nir_se_compare_au_sexe_et_a_la_naissance_sans_rien_refuser():
    recue = lire(sexe="1", naissance="12/05/1990")
    assert recue.erreurs == {}
    assert len(recue.avertissements["nir"]) == 2


def test_le_numero_msa_qui_est_un_nir_sert_de_nir_a_l_allocataire_et_a_lui_seul():
    allocataire, conjoint = lire(nir="", matricule="2900407004901"), lire(nir="", matricule="2900407004901", role="CJT")
    assert allocataire.ligne.nir == Nir("2900407004901")
    assert conjoint.ligne.nir is None
    assert allocataire.ligne.matricule == conjoint.ligne.matricule
    assert "2900407004901" not in f"{allocataire!r} {allocataire.ligne!r} {allocataire.champs['matricule']}"


def test_les_deux_ecritures_d_une_personne_font_un_doublon_du_fichier():
    seconde = lire(2, nom="Specimen", prenom="ALINE", nir="", naissance="1990-04-12", matricule="09000001")
    assert doublons([lire().ligne, seconde.ligne]) == {2: 1}


def test_une_ligne_vide_n_a_ni_valeur_ni_faute():
    recue = recevoir({}, rang=1, departement="07", au=AUJOURDHUI)
    assert (recue.erreurs, recue.avertissements) == ({}, {})
    assert not any(recue.champs.values())
