"""The pages of a list, as the pilot sees them: from the file to the report, and what is refused with one sentence."""

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.imports import services
from spie.socle.imports.models import SourceListe
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import une_personne
from tests.pages import mots
from tests.socle.imports.conftest import NIR, dernier, liste

pytestmark = pytest.mark.usefixtures("maintenant")
LINA = f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;06 39 98 00 01;lina@example.org;1 rue Imaginaire;07200;Aubenas"
DENIS = "IMAGINAIRE;Denis;31/12/1969;1691207049904;;DEM;04 65 71 10 03;;3 chemin du Gabarit;07100;Annonay"
FAUSSE = LINA.replace("17/05/1990", "31/02/1990")


def test_du_fichier_au_bilan_page_par_page(pilote):
    # given a list of a source that nobody knows
    reponse = pilote.deposer(liste(LINA, DENIS))
    importe = dernier()
    assert "Que contient chaque colonne" in mots(reponse)
    assert "06 39 98 00 01 · 04 65 71 10 03" in mots(reponse)

    # when its columns are said
    champs = {f"colonne_{rang}": importe.colonnes.get(titre, "") for rang, titre in enumerate(importe.entetes)}
    reponse = pilote.client.post(reverse("imports:colonnes", args=[importe.pk]), champs, follow=True)
    assert "0 lignes sur 2" in mots(reponse)
    services.verifier(departement="07", import_id=importe.pk, horloge=lambda: importe.depose_le)

    # then the poll leads to the rows, and the rows are imported
    poll = pilote.page("detail", importe.pk, HX_Request="true", HX_Target="avancement")
    assert poll["HX-Redirect"] == reverse("imports:detail", args=[importe.pk])
    assert "Importer les 2 lignes cochées" in mots(pilote.page("detail", importe.pk))
    with departement_courant("07"):
        montrees = [str(pk) for pk in importe.lignes.values_list("pk", flat=True)]
    donnees = {"montree": montrees, "cochee": montrees, "acte": "importer"}
    assert pilote.poster("cocher", importe.pk, donnees=donnees).status_code == 302
    services.appliquer(departement="07", import_id=importe.pk, horloge=lambda: importe.depose_le)
    bilan = mots(pilote.page("detail", importe.pk))
    assert "Personnes créées 2" in bilan
    assert importe.sha256 in bilan


def test_seules_les_lignes_cochees_sont_importees(pilote):
    importe = pilote.atelier.verifier(LINA, DENIS)
    with departement_courant("07"):
        lina, denis = (str(pk) for pk in importe.lignes.order_by("rang").values_list("pk", flat=True))
    garde = {"montree": [lina, denis], "cochee": [denis]}
    reponse = pilote.poster("cocher", importe.pk, donnees=garde, HX_Request="true")
    assert "Importer la ligne cochée" in reponse.content.decode()
    pilote.poster("cocher", importe.pk, donnees={**garde, "acte": "importer"})
    services.appliquer(departement="07", import_id=importe.pk, horloge=lambda: importe.depose_le)
    assert pilote.atelier.statuts(importe) == ["A_CREER", "CREEE"]


def test_tout_cocher_puis_tout_decocher(pilote):
    importe = pilote.atelier.verifier(LINA, DENIS)
    pilote.poster("cocher", importe.pk, donnees={"acte": "rien"})
    page = mots(pilote.page("detail", importe.pk))
    assert "Tout cocher (2)" in page
    pilote.poster("cocher", importe.pk, donnees={"acte": "importer", "montree": [], "cochee": []})
    assert pilote.atelier.relire(importe).etat == "A_TRAITER"
    pilote.poster("cocher", importe.pk, donnees={"acte": "tout"})
    assert "Importer les 2 lignes cochées" in mots(pilote.page("detail", importe.pk))


def test_une_case_fausse_se_corrige_dans_la_grille_et_la_ligne_change_d_etat(pilote):
    # given
    importe = pilote.atelier.verifier(FAUSSE)
    ligne = pilote.atelier.ligne(importe, 2)
    page = pilote.page("detail", importe.pk).content.decode()
    assert 'value="31/02/1990"' in page
    assert "N&#x27;existe pas" in page or "n&#x27;existe pas" in page

    # when the row is saved by htmx
    reponse = pilote.poster("corriger", importe.pk, ligne.pk, donnees={"naissance": "17/05/1990"}, HX_Request="true")

    # then the row alone comes back, with the step, the counts of the tabs and of the bar
    texte = reponse.content.decode()
    assert texte.lstrip().startswith("<tr")
    assert "nouvelle personne" in texte
    assert texte.count('hx-swap-oob="true"') == 3
    assert "Ligne 2" in reponse["HX-Trigger"]


def test_sans_javascript_la_correction_ramene_a_la_ligne(pilote):
    importe = pilote.atelier.verifier(FAUSSE)
    ligne = pilote.atelier.ligne(importe, 2)
    donnees = {"naissance": "17/05/1990", "ici": "?voir=ERREUR"}
    reponse = pilote.poster("corriger", importe.pk, ligne.pk, donnees=donnees)
    assert reponse["Location"].endswith(f"/{importe.pk}/?voir=ERREUR#ligne-2")
    assert pilote.atelier.statuts(importe) == ["A_CREER"]
    ailleurs = pilote.poster("corriger", importe.pk, ligne.pk, donnees={"ici": "//ailleurs.example"})
    assert ailleurs["Location"].startswith("/imports/listes/")


def test_une_ressemblance_se_compare_cote_a_cote_et_recoit_une_reponse(pilote):
    # given: one letter apart, and another telephone
    with departement_courant("07"):
        connue = une_personne("SPECIMEM", "Lina", mobile="+33639980009")
    importe = pilote.atelier.verifier(LINA.replace(NIR, ""))
    ligne = pilote.atelier.ligne(importe, 2)

    # when
    page = mots(pilote.page("ligne", importe.pk, ligne.pk))
    assert "Est-ce la même personne ?" in page
    assert "Nom SPECIMEN SPECIMEM" in page
    assert "différent" in page
    pilote.poster("qui", importe.pk, ligne.pk, donnees={"personne": str(connue.pk)})

    # then
    assert pilote.atelier.ligne(importe, 2).personne_id == connue.pk
    grille = mots(pilote.page("detail", importe.pk))
    assert "CMS ajoute : téléphone 06 39 98 00 01 (mobile)" in grille
    assert "test gardé : téléphone 06 39 98 00 09" in grille


def test_une_ligne_qui_designe_deux_fiches_mene_a_leur_reunion(pilote):
    with departement_courant("07"):
        deux = [une_personne("SPECIMEM", prenom, mobile=None) for prenom in ("Lina", "Lyna")]
    importe = pilote.atelier.verifier(LINA.replace(NIR, ""))
    reponse = pilote.page("ligne", importe.pk, pilote.atelier.ligne(importe, 2).pk)
    ordres = [reverse("fiche:reunir_avec", args=[a.pk, b.pk]) for a, b in (deux, reversed(deux))]
    assert sum(adresse in reponse.content.decode() for adresse in ordres) == 1
    assert "pour n’en garder qu’une" in mots(reponse)


def test_les_ressemblances_sans_difference_s_acceptent_d_un_bouton(pilote):
    # given: the same name and birth, no number in common; and one who differs by a letter
    with departement_courant("07"):
        une_personne("SPECIMEN", "Lina", mobile=None)
        une_personne("IMAGINAIRES", "Denis", mobile=None, date_naissance="1969-12-31", sexe="1")
    importe = pilote.atelier.verifier(LINA.replace(NIR, ""), DENIS.replace("1691207049904", ""))
    assert pilote.atelier.statuts(importe) == ["A_CONFIRMER", "A_CONFIRMER"]
    assert "Accepter la ressemblance sans différence" in mots(pilote.page("detail", importe.pk))

    # when
    pilote.poster("accepter", importe.pk)

    # then
    assert pilote.atelier.statuts(importe) == ["A_COMPLETER", "A_CONFIRMER"]


def test_les_lignes_ecartees_se_telechargent_avec_leur_raison_sans_nir_ni_formule(pilote):
    nom_piege = FAUSSE.replace("SPECIMEN", "@SPECIMEN")
    importe = pilote.atelier.verifier(nom_piege, DENIS.replace("1691207049904", "1691207049905"))
    contenu = b"".join(pilote.page("rejets", importe.pk).streaming_content).decode()
    entetes, premiere, *_ = contenu.splitlines()
    assert "NIR" not in entetes
    assert "n'existe pas" in premiere
    assert "'@SPECIMEN" in premiere
    assert NIR not in contenu


def test_un_import_s_annule_depuis_sa_page_qui_dit_sinon_ce_qui_bloque(pilote):
    # given
    importe = pilote.atelier.importer(pilote.atelier.verifier(LINA))
    assert "1 fiche créée : supprimée." in mots(pilote.page("annuler", importe.pk))
    with departement_courant("07"):
        creee = Personne.objects.get(prenom="Lina")
        autre = une_personne("AUTRE", "Membre", foyer=creee.foyer, mobile=None)

    # when someone joins the household that the import made
    assert f"{creee} : personnes (1)" in mots(pilote.page("annuler", importe.pk))
    pilote.poster("annuler", importe.pk)
    assert pilote.atelier.relire(importe).etat == "APPLIQUE"

    # then, once they are gone, the import can be undone
    with departement_courant("07"):
        autre.changements.all().delete()
        autre.delete()
    pilote.poster("annuler", importe.pk)
    assert pilote.atelier.relire(importe).etat == "ANNULE"
    with departement_courant("07"):
        assert not Personne.objects.filter(prenom="Lina").exists()


def test_un_import_s_abandonne_et_la_source_est_libre(pilote):
    importe = pilote.atelier.verifier(LINA)
    reponse = pilote.deposer(liste(DENIS), source=str(importe.source_id))
    assert "Un import de cette source n'est pas terminé" in mots(reponse)
    pilote.poster("abandonner", importe.pk)
    reponse = pilote.deposer(liste(DENIS), source=str(importe.source_id))
    assert "Vérification en cours" in mots(reponse)  # the columns are known: nothing is asked again


def test_un_mot_inconnu_s_explique_une_fois_sur_la_page_des_colonnes(pilote):
    # given
    pilote.deposer(b"Nom;Pr\xc3\xa9nom;Qualit\xc3\xa9\nSPECIMEN;Lina;chef de foyer")
    importe = dernier()
    colonnes = {"colonne_0": "nom", "colonne_1": "prenom", "colonne_2": "role"}

    # when the column is said for the first time, the word is asked
    reponse = pilote.poster("colonnes", importe.pk, donnees=colonnes)
    assert reponse.status_code == 422
    assert "« chef de foyer » (Place dans le foyer)" in mots(reponse)
    pilote.poster("colonnes", importe.pk, donnees={**colonnes, "mot_2_0": "DEM"})

    # then
    with departement_courant("07"):
        assert SourceListe.objects.get().mots == {"role": {"chef de foyer": "DEM"}}


def test_deux_colonnes_ne_disent_pas_la_meme_chose(pilote):
    pilote.deposer(liste(LINA))
    reponse = pilote.poster("colonnes", dernier().pk, donnees={"colonne_0": "nom", "colonne_1": "nom"})
    assert "« Nom » est déjà reliée à une autre colonne." in mots(reponse)


@pytest.mark.parametrize("nature", ["liste", "reprise", "contacts"])
def test_un_modele_rempli_se_reconnait_sans_rien_relier(pilote, nature, tmp_path):
    for forme in ("csv", "xlsx"):
        reponse = pilote.page("modele", nature, forme)
        assert reponse.status_code == 200
        assert forme in reponse["Content-Disposition"]
    entetes = pilote.page("modele", nature, "csv").content.decode().lstrip("\ufeff").strip()
    pilote.deposer(f"{entetes}\nSPECIMEN;Lina".encode(), nature=nature.upper())
    importe = dernier()
    assert set(importe.colonnes) == set(importe.entetes)
    assert pilote.page("modele", "inconnue", "csv").status_code == 404


def test_seuls_ceux_qui_en_ont_le_droit_importent_une_liste(connecte, client):
    connecte(Role.REFERENT)
    assert client.get(reverse("imports:listes")).status_code == 403
    connecte(Role.ENCADRANT)
    assert client.get(reverse("imports:accueil"))["Location"] == reverse("imports:listes")
    page = client.get(reverse("imports:listes")).content.decode()
    assert "Flux CAF et MSA" not in page
    connecte(Role.PILOTE)
    assert client.get(reverse("imports:accueil"))["Location"] == reverse("flux:liste")


def test_cent_lignes_se_lisent_page_par_page(pilote, django_assert_max_num_queries):
    lettres = "abcdefghij"
    lignes = [LINA.replace("Lina", f"Lina{lettres[n // 10]}{lettres[n % 10]}").replace(NIR, "") for n in range(100)]
    importe = pilote.atelier.verifier(*lignes)
    with django_assert_max_num_queries(15):
        premiere = pilote.page("detail", importe.pk).content.decode()
    assert premiere.count("data-ligne") == 50
    suivante = pilote.client.get(reverse("imports:detail", args=[importe.pk]), {"voir": "A_CREER", "apres": "51"})
    assert suivante.content.decode().count("data-ligne") == 50
    assert "avant=52" in suivante.content.decode()
    n_importe_quoi = pilote.client.get(reverse("imports:detail", args=[importe.pk]), {"voir": "x", "apres": "²"})
    assert n_importe_quoi.status_code == 200


def test_un_nir_lisible_ne_s_affiche_sur_aucune_page(pilote):
    # given a list whose columns are still to be linked, another whose rows can be looked at
    colonnes = pilote.atelier.deposer(LINA, source="Colonnes")
    importe = pilote.atelier.verifier(LINA, LINA.replace("Lina", "Lino").replace(NIR, NIR[:-1]))
    pages = [
        pilote.page("colonnes", colonnes.pk),
        pilote.page("detail", importe.pk),
        pilote.page("ligne", importe.pk, pilote.atelier.ligne(importe, 2).pk),
    ]

    # then it is known by its first digits; only one that can't be read is shown, to be mended
    assert all(page.status_code == 200 and NIR not in page.content.decode() for page in pages)
    assert f"{NIR[:3]}••••••••{NIR[-2:]}" in mots(pages[0])
    fautive = pilote.page("ligne", importe.pk, pilote.atelier.ligne(importe, 3).pk)
    assert f'value="{NIR[:-1]}"' in fautive.content.decode()


def test_corriger_une_autre_case_garde_le_nir_qui_ne_s_affiche_pas(pilote):
    importe = pilote.atelier.verifier(LINA)
    ligne = pilote.atelier.ligne(importe, 2)
    pilote.poster("corriger", importe.pk, ligne.pk, donnees={"prenom": "Lena"})
    assert pilote.atelier.ligne(importe, 2).cellules["nir"] == NIR
