"""Rows that were mended: judged with the others of their file, so that nobody is created twice."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from spie.socle.imports import services
from spie.socle.imports.services.correction import ChampInconnu, ChoixInconnu, ImportFerme
from spie.socle.imports.services.depot import ImportEnCours, SourceDejaConnue
from spie.socle.personnes.models import Adresse, Foyer, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, une_personne
from tests.socle.imports.conftest import NIR

SANS_NIR = "SPECIMEN;Lina;17/05/1990;;;DEM;06 39 98 00 01;;;;"
FAUSSE = SANS_NIR.replace("17/05/1990", "31/02/1990")


def ligne_ici(importe):
    """In the transaction that is open."""
    return importe.lignes.select_related("importe__source").get(rang=2)


def corriger(ligne, **cases):
    with departement_courant("07"):
        return services.corriger(ligne=ligne, cases=cases, le=MAINTENANT)


def test_une_ligne_corrigee_qui_repete_une_autre_devient_un_doublon(atelier):
    importe = atelier.verifier(FAUSSE, SANS_NIR)
    assert atelier.statuts(importe) == ["ERREUR", "A_CREER"]
    corriger(atelier.ligne(importe, 2), naissance="17/05/1990")
    assert atelier.statuts(importe) == ["DOUBLON", "A_CREER"]
    assert "ligne 3" in atelier.ligne(importe, 2).phrase


def test_une_ligne_corrigee_libere_celle_qui_la_repetait(atelier):
    importe = atelier.verifier(SANS_NIR, SANS_NIR)
    assert atelier.statuts(importe) == ["A_CREER", "DOUBLON"]
    corriger(atelier.ligne(importe, 2), prenom="Zoé", naissance="02/02/1992")
    assert atelier.statuts(importe) == ["A_CREER", "A_CREER"]


def test_une_erreur_ne_retient_pas_la_ligne_juste_de_la_meme_personne(atelier):
    importe = atelier.verifier(f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;0612;;;;", SANS_NIR)
    assert atelier.statuts(importe) == ["ERREUR", "A_CREER"]


def test_plusieurs_cases_se_corrigent_d_un_coup(atelier):
    importe = atelier.verifier("SPECIMEN;Lina;31/02/1990;290;;DEM;0612;;;;")
    assert set(atelier.ligne(importe, 2).fautes) == {"naissance", "nir", "telephones"}
    corriger(atelier.ligne(importe, 2), naissance="17/05/1990", nir="", telephones="0639980001, 04 65 71 10 03")
    assert atelier.statuts(importe) == ["A_CREER"]
    atelier.importer(importe)
    with departement_courant("07"):
        assert Personne.objects.get().contacts.count() == 2


def test_une_case_qui_n_existe_pas_est_refusee(atelier):
    ligne = atelier.ligne(atelier.verifier(SANS_NIR), 2)
    with pytest.raises(ChampInconnu):
        corriger(ligne, mot_de_passe="x")


def test_une_ligne_en_erreur_ne_s_importe_pas_en_disant_qui_c_est(atelier):
    importe = atelier.verifier(FAUSSE)
    with departement_courant("07"), pytest.raises(ChoixInconnu):
        services.choisir(ligne=ligne_ici(importe), personne=None)
    assert atelier.statuts(importe) == ["ERREUR"]


def test_un_import_abandonne_n_attend_plus_de_correction(atelier):
    importe = atelier.verifier(FAUSSE)
    with departement_courant("07"):
        services.abandonner(importe=importe)
    with pytest.raises(ImportFerme):
        corriger(atelier.ligne(importe, 2), naissance="17/05/1990")
    with departement_courant("07"), pytest.raises(ImportFerme):
        services.cocher(importe=importe, cochee=True)


def test_on_ne_relance_pas_un_import_pendant_qu_une_autre_liste_de_la_source_attend(atelier):
    # given a list imported with one row left aside, then another list of the same source
    importe = atelier.verifier(SANS_NIR, FAUSSE)
    importe = atelier.importer(importe)
    corriger(atelier.ligne(importe, 3), naissance="01/01/1991")
    atelier.deposer("PLACEBO;Eva;01/02/1980;;;DEM;;;;;")
    with departement_courant("07"), pytest.raises(ImportEnCours):
        services.lancer(importe=importe, par=atelier.pilote, le=MAINTENANT)


def test_le_nom_d_une_source_ne_dit_pas_deux_sortes_de_listes(atelier):
    with departement_courant("07"):
        source = services.nommer_source(nom="CNAF", nature="CONTACTS")
        assert services.nommer_source(nom="cnaf", nature="CONTACTS") == source
        with pytest.raises(SourceDejaConnue):
            services.nommer_source(nom="Cnaf", nature="LISTE")


def test_un_foyer_reuni_entre_temps_n_arrete_pas_l_import(atelier):
    # given a row that would join a household which no longer exists
    importe = atelier.verifier(SANS_NIR)
    with departement_courant("07"):
        perdu = Foyer.objects.create()
        importe.lignes.update(foyer_id=perdu.pk)
        perdu.delete()
    atelier.importer(importe)
    assert atelier.statuts(importe) == ["CREEE"]


def test_une_personne_choisie_a_qui_rien_ne_manque_reste_a_jour(atelier):
    with departement_courant("07"):
        connue = une_personne("SPECIMEM", "Lina")
        adresses = Adresse.objects.count()
    importe = atelier.verifier(SANS_NIR)
    with departement_courant("07"):
        services.choisir(ligne=ligne_ici(importe), personne=connue)
    atelier.importer(importe)
    assert atelier.statuts(importe) == ["A_JOUR"]
    with departement_courant("07"):
        assert Adresse.objects.count() == adresses


def test_une_longue_liste_de_tableur_est_acceptee(atelier):
    importe = atelier.verifier(octets=tableur(2000), nom="longue.xlsx")
    assert importe.total == 2000
    assert set(atelier.statuts(importe)) == {"A_CREER"}


def tableur(nombre: int) -> bytes:
    """Invented people, each with a name of their own."""
    livre, sortie = Workbook(write_only=True), io.BytesIO()
    feuille = livre.create_sheet("Personnes")
    feuille.append(["Nom", "Prénom", "Date de naissance", "Téléphone", "Adresse", "CP", "Commune"])
    for n in range(nombre):
        nom = "SPECIMEN" + "".join("ABCDEFGHIJ"[int(chiffre)] for chiffre in f"{n:05d}")
        naissance = date(1960, 1, 1) + timedelta(days=n)
        feuille.append([nom, "Lina", naissance, f"06399{n:05d}", f"{n} rue Imaginaire", "07200", "Aubenas"])
    livre.save(sortie)
    return sortie.getvalue()
