"""A list becomes people: nobody twice, nothing replaced, each row explained, and the whole undone the same day."""

from datetime import timedelta
from pathlib import Path

import pytest

from parcours.models import Parcours
from spie.socle.historique.models import Trace
from spie.socle.imports import services
from spie.socle.imports.models import SourceListe
from spie.socle.imports.services.annulation import AnnulationBloquee, AnnulationTropTard
from spie.socle.imports.services.application import RienAImporter
from spie.socle.imports.services.correction import ChoixInconnu, LigneDejaImportee
from spie.socle.imports.services.depot import ColonnesInsuffisantes, DejaImporte, ImportEnCours
from spie.socle.personnes.models import Adresse, Contact, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_dossier, un_parcours, une_personne

ECHANTILLONS = Path(__file__).parent / "echantillons"
NIR = "2900507019901"
LINA = f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;06 39 98 00 01;lina@example.org;1 rue Imaginaire;07200;Aubenas"
DENIS = "IMAGINAIRE;Denis;31/12/1969;1691207049904;;DEM;04 65 71 10 03;;3 chemin du Gabarit;07100;Annonay"


def connue_par_son_nir(nom="SPECIMEN", prenom="Lina", **champs):
    personne = une_personne(nom, prenom, **{"mobile": "+33639980001"} | champs)
    personne.poser_nir(NIR)
    personne.save()
    return personne


def test_une_liste_cree_les_personnes_inconnues_avec_leurs_coordonnees(atelier):
    # when
    importe = atelier.importer(atelier.verifier(LINA, DENIS))

    # then
    assert (importe.etat, atelier.statuts(importe)) == ("APPLIQUE", ["CREEE", "CREEE"])
    with departement_courant("07"):
        lina = Personne.objects.get(prenom="Lina")
        assert set(lina.contacts.values_list("valeur", "est_mobile")) == {
            ("+33639980001", True),
            ("lina@example.org", False),
        }
        assert Adresse.objects.en_cours().get(foyer=lina.foyer_id).ville == "Aubenas"
        assert Contact.objects.get(personne__prenom="Denis").est_mobile is False  # a fixed line is kept, never texted
        assert Trace.objects.filter(type="PersonneImportee").count() == 2


def test_une_personne_connue_est_completee_jamais_remplacee(atelier):
    # given
    with departement_courant("07"):
        connue = connue_par_son_nir(commune_naissance="Privas")  # same telephone, other address

    # when
    importe = atelier.verifier(LINA)
    ligne = atelier.ligne(importe, 2)
    atelier.importer(importe)

    # then
    assert (ligne.statut, ligne.personne_id) == ("A_COMPLETER", connue.pk)
    assert "Ajoute : courriel." in ligne.phrase
    with departement_courant("07"):
        assert Personne.objects.get().commune_naissance == "Privas"
        assert set(connue.contacts.values_list("valeur", flat=True)) == {"+33639980001", "lina@example.org"}
        assert Adresse.objects.get().voie != "1 rue Imaginaire"


def test_la_meme_liste_deux_fois_ne_change_rien(atelier):
    atelier.importer(atelier.verifier(LINA, DENIS))
    with pytest.raises(DejaImporte, match="déjà été importé le 24/11/2026"):
        atelier.deposer(LINA, DENIS)
    importe = atelier.verifier(LINA, DENIS, "")
    assert atelier.statuts(importe) == ["A_JOUR", "A_JOUR"]
    with departement_courant("07"), pytest.raises(RienAImporter):
        services.lancer(importe=importe, par=atelier.pilote, le=MAINTENANT)


def test_deux_lignes_du_fichier_pour_une_meme_personne_n_en_font_qu_une(atelier):
    importe = atelier.verifier(LINA, LINA.replace("17/05/1990", "1990-05-17"))
    assert atelier.statuts(importe) == ["A_CREER", "DOUBLON"]
    assert "ligne 2" in atelier.ligne(importe, 3).phrase


def test_une_case_fausse_est_dite_puis_corrigee_et_la_ligne_devient_importable(atelier):
    # given
    importe = atelier.verifier(LINA.replace("17/05/1990", "31/02/1990"))
    ligne = atelier.ligne(importe, 2)
    assert ligne.statut == "ERREUR"
    assert "n'existe pas" in ligne.fautes["naissance"]

    # when
    with departement_courant("07"):
        services.corriger(ligne=ligne, cases={"naissance": "17/05/1990"}, le=MAINTENANT)

    # then
    assert atelier.statuts(importe) == ["A_CREER"]
    atelier.importer(importe)
    with departement_courant("07"), pytest.raises(LigneDejaImportee):
        services.corriger(ligne=ligne, cases={"nom": "AUTRE"}, le=MAINTENANT)


def test_une_case_videe_permet_de_se_passer_d_elle(atelier):
    importe = atelier.verifier(LINA.replace("06 39 98 00 01", "06123"))
    with departement_courant("07"):
        services.corriger(ligne=atelier_ligne(importe), cases={"telephones": ""}, le=MAINTENANT)
    assert atelier.statuts(importe) == ["A_CREER"]


def atelier_ligne(importe):
    return importe.lignes.select_related("importe__source").get(rang=2)


def test_une_ressemblance_est_demandee_et_la_reponse_est_suivie(atelier):
    # given: one letter apart
    with departement_courant("07"):
        connue = une_personne("SPECIMEM", "Lina", mobile=None)
    importe = atelier.verifier(LINA.replace(NIR, ""))
    ligne = atelier.ligne(importe, 2)
    assert (ligne.statut, ligne.candidates, ligne.cochee) == ("A_CONFIRMER", [str(connue.pk)], False)

    # when someone says that it is her
    with departement_courant("07"):
        with pytest.raises(ChoixInconnu):
            services.choisir(ligne=ligne, personne=une_personne("AUTRE", mobile=None))
        services.choisir(ligne=ligne, personne=connue)
    atelier.importer(importe)

    # then
    with departement_courant("07"):
        assert connue.contacts.count() == 2
        assert Personne.objects.filter(prenom="Lina", nom="SPECIMEN").count() == 0


def test_le_meme_nir_sous_un_autre_nom_est_demande_avant_toute_ecriture(atelier):
    with departement_courant("07"):
        connue_par_son_nir("EXEMPLE", "Bruno", mobile=None)
    importe = atelier.verifier(LINA)
    ligne = atelier.ligne(importe, 2)
    assert ligne.statut == "A_CONFIRMER"
    assert "NIR" in ligne.phrase


def test_les_colonnes_et_les_mots_d_une_source_s_apprennent_une_fois(atelier):
    # given: a header and a word that nobody knows
    entetes, ligne = "Patronyme;Prénom;Qualité", "SPECIMEN;Lina;chef de foyer"
    importe = atelier.deposer(ligne, entetes=entetes, source="Association fictive")
    assert (importe.etat, importe.colonnes) == ("COLONNES", {"Prénom": "prenom"})
    with departement_courant("07"), pytest.raises(ColonnesInsuffisantes):
        services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)
    colonnes = {"Patronyme": "nom", "Prénom": "prenom", "Qualité": "role"}
    with departement_courant("07"):
        services.relier(importe=importe, colonnes=colonnes, mots={"role": {"chef de foyer": "DEM"}}, le=MAINTENANT)
    services.verifier(departement="07", import_id=importe.pk, horloge=lambda: MAINTENANT)
    assert atelier.statuts(importe) == ["A_CREER"]
    atelier.importer(atelier.relire(importe))

    # when the same source sends another file
    suivant = atelier.deposer("PLACEBO;Eva;chef de foyer", entetes=entetes, source="Association fictive")

    # then nothing is asked again
    assert suivant.etat == "VERIFICATION"
    with departement_courant("07"):
        assert SourceListe.objects.get().mots == {"role": {"chef de foyer": "DEM"}}


def test_une_seule_liste_a_la_fois_par_source(atelier):
    importe = atelier.deposer(LINA)
    with pytest.raises(ImportEnCours):
        atelier.deposer(DENIS)
    atelier.deposer(DENIS, source="Autre")
    with departement_courant("07"):
        services.abandonner(importe=importe)
    assert atelier.deposer(DENIS).etat == "COLONNES"


def test_un_import_s_annule_le_jour_meme_et_ne_laisse_rien(atelier):
    # given
    with departement_courant("07"):
        connue = connue_par_son_nir()
    importe = atelier.importer(atelier.verifier(LINA, DENIS))

    # when
    with departement_courant("07"):
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT + timedelta(hours=2))

    # then
    with departement_courant("07"):
        assert list(Personne.objects.all()) == [connue]
        assert list(Contact.objects.values_list("valeur", flat=True)) == ["+33639980001"]
        assert Trace.objects.filter(type="ImportAnnule").count() == 1


def test_un_import_deja_suivi_ne_s_annule_plus_et_dit_ce_qui_bloque(atelier):
    importe = atelier.importer(atelier.verifier(LINA, DENIS))
    with departement_courant("07"):
        un_parcours(personne=Personne.objects.get(prenom="Denis"))
    with departement_courant("07"):
        assert services.blocages(importe) == ["IMAGINAIRE Denis : parcours (1)"]
    with departement_courant("07"), pytest.raises(AnnulationBloquee):
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT)
    with departement_courant("07"):
        assert Parcours.objects.count() == 1
        assert Personne.objects.count() == 2


def test_un_import_ne_s_annule_plus_le_lendemain(atelier):
    importe = atelier.importer(atelier.verifier(LINA))
    with departement_courant("07"), pytest.raises(AnnulationTropTard):
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT + timedelta(days=1))


def test_une_personne_arrivee_depuis_la_verification_n_est_pas_creee_deux_fois(atelier):
    # given: someone took this NIR after the verification
    importe = atelier.verifier(LINA, DENIS)
    with departement_courant("07"):
        connue_par_son_nir("EXEMPLE", "Bruno", mobile=None)

    # when
    importe = atelier.importer(importe)

    # then the row is asked again
    assert atelier.statuts(importe) == ["A_CONFIRMER", "CREEE"]
    assert "NIR" in atelier.ligne(importe, 2).phrase


def test_une_ligne_que_la_base_refuse_n_arrete_pas_les_autres_et_se_retente(atelier):
    # given: she would receive a NIR that someone else took after the verification
    with departement_courant("07"):
        un_dossier(une_personne(mobile=None).foyer, matricule="9000001")
    importe = atelier.verifier(LINA.replace(f"{NIR};;", f"{NIR};9000001;"), DENIS)
    assert atelier.statuts(importe) == ["A_COMPLETER", "A_CREER"]
    with departement_courant("07"):
        connue_par_son_nir("EXEMPLE", "Bruno", mobile=None)

    # when
    importe = atelier.importer(importe)

    # then
    assert atelier.statuts(importe) == ["ECHEC", "CREEE"]
    assert "NIR" in atelier.ligne(importe, 2).phrase
    with departement_courant("07"):
        assert services.reessayer(importe=importe, le=MAINTENANT) == 1
    assert atelier.statuts(importe) == ["A_CONFIRMER", "CREEE"]


def test_une_verification_interrompue_reprend_ou_elle_en_etait(atelier):
    # given: a worker that dies after the first chunk
    lignes = [
        LINA.replace("Lina", f"Lina{'abcdefghij'[n // 100]}{'abcdefghij'[n // 10 % 10]}{'abcdefghij'[n % 10]}")
        for n in range(700)
    ]
    importe = atelier.deposer(*lignes)
    with departement_courant("07"):
        services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)
    battements = iter([MAINTENANT, MAINTENANT])

    def horloge():
        return next(battements)

    with pytest.raises((StopIteration, RuntimeError)):
        services.verifier(departement="07", import_id=importe.pk, horloge=horloge)
    assert atelier.relire(importe).lus == 500

    # when
    services.verifier(departement="07", import_id=importe.pk, horloge=lambda: MAINTENANT)

    # then
    assert (atelier.relire(importe).lus, len(atelier.statuts(importe))) == (700, 700)


@pytest.mark.parametrize("nom", ["usagers_entetes_usine.csv", "usagers_entetes_usine.xlsx", "usagers_csv_iodas.csv"])
def test_les_listes_de_la_vraie_vie_se_lisent_sans_rien_relier(atelier, nom):
    importe = atelier.verifier(octets=(ECHANTILLONS / nom).read_bytes(), nom=nom)
    assert set(atelier.statuts(importe)) == {"A_CREER"}
    assert importe.total >= 5


def test_une_liste_a_problemes_dit_chacun_d_eux(atelier):
    importe = atelier.verifier(octets=(ECHANTILLONS / "usagers_a_problemes.csv").read_bytes())
    assert atelier.statuts(importe) == ["A_CREER", "DOUBLON", "ERREUR", "ERREUR"]
    assert set(atelier.ligne(importe, 4).fautes) == {"nir", "naissance"}
