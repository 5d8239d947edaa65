"""La liste : chaque ligne une fois, quelle que soit la profondeur, et une adresse qui dit tout."""

import re

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spie.socle.comptes.models import Structure
from spie.socle.comptes.roles import Role
from spie.socle.interface.liste.curseur import Curseur
from tests.factories import une_commune, une_structure
from tests.socle.interface.urls import StructuresListe

pytestmark = pytest.mark.urls("tests.socle.interface.urls")

TRIS = ("nom", "-nom", "commune", "-commune", "telephone", "-telephone", "secteur", "-secteur")
COMMUNES = (None, ("07019", "Aubenas"), ("07010", "Annonay"), ("07186", "Privas"))


def demander(**parametres):
    return StructuresListe(RequestFactory().get("/essai/liste/", parametres))


def semer(lignes):
    for rang, (telephone, commune) in enumerate(lignes):
        lieu = une_commune(*commune) if commune else None
        une_structure(f"Structure {rang:02d}", telephone=telephone, commune=lieu)


def parcourir(tri):
    """Every page from the first to the last, then back: the names of each."""
    pages, jeton = [], ""
    while True:
        liste = demander(tri=tri, page=jeton)
        pages.append([s.nom for s in liste.tranche.objets])
        if liste.tranche.suivant is None:
            break
        jeton = liste.tranche.suivant
    retour = [pages[-1]]
    while liste.tranche.precedent is not None:
        liste = demander(tri=tri, page=liste.tranche.precedent)
        retour.insert(0, [s.nom for s in liste.tranche.objets])
    return pages, retour


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lignes=st.lists(st.tuples(st.sampled_from(("", "04 75", "04 76")), st.sampled_from(COMMUNES)), max_size=13),
    tri=st.sampled_from(TRIS),
)
def test_en_avancant_comme_en_reculant_chaque_ligne_est_vue_une_fois(ardeche, lignes, tri):
    with transaction.atomic():
        semer(lignes)
        pages, retour = parcourir(tri)
        noms = [nom for page in pages for nom in page]
        attendus = set(Structure.objects.values_list("nom", flat=True))
        transaction.set_rollback(True)
    assert len(noms) == len(attendus)
    assert set(noms) == attendus
    assert retour == pages


@pytest.mark.parametrize("tri", ["commune", "-commune"])
def test_une_valeur_absente_vient_en_dernier_dans_les_deux_sens(ardeche, tri):
    semer([("", commune) for commune in COMMUNES])
    pages, _ = parcourir(tri)
    assert pages[-1][-1] == "Structure 00"


def test_une_ligne_arrivee_entre_deux_pages_ne_decale_rien(ardeche):
    semer([("", None)] * 6)
    premiere = demander(tri="nom")
    jeton = premiere.tranche.suivant
    une_structure("AAA arrivée entre-temps")
    assert [s.nom for s in demander(tri="nom", page=jeton).tranche.objets] == [f"Structure {n:02d}" for n in (3, 4, 5)]


def test_sans_valeur_absente_possible_la_page_suivante_est_une_comparaison_de_lignes(ardeche):
    semer([("", None)] * 4)
    jeton = demander(tri="nom").tranche.suivant
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        assert len(demander(tri="nom", page=jeton).tranche.objets) == 1
    assert len(requetes) == 1
    assert re.search(r'\("\w+"."nom", "\w+"."id"\) > \(', requetes[0]["sql"])
    assert "COUNT(" not in requetes[0]["sql"]


def test_le_curseur_ne_montre_ni_nom_ni_date_et_ne_sert_qu_a_son_tri(ardeche):
    jeton = Curseur("nom", ("SPECIMEN", 3)).ecrire()
    assert "SPECIMEN" not in jeton
    assert Curseur.lire(jeton, tri="nom") == Curseur("nom", ("SPECIMEN", 3))
    assert Curseur.lire(jeton, tri="-nom") is None
    assert Curseur.lire(jeton[:-4] + "AAAA", tri="nom") is None
    assert Curseur.lire("n’importe quoi", tri="nom") is None


def test_les_filtres_viennent_de_l_adresse_et_se_retirent_par_des_puces(connecte, client):
    connecte(Role.REFERENT)
    une_structure("CCAS du Teil (fictif)", nature=Structure.Nature.CCAS)
    page = client.get("/essai/liste/", {"nature": "CCAS", "tri": "-nom"}).content.decode()
    assert "CCAS du Teil (fictif)" in page
    assert "CMS d&#x27;Aubenas" not in page.split('id="liste"')[1]
    assert "Nature : CCAS ou CIAS" in page
    assert 'href="?tri=-nom"' in page
    assert 'aria-sort="descending"' in page


def test_un_filtre_ou_un_tri_insense_est_ignore(connecte, client):
    connecte()
    page = client.get("/essai/liste/", {"nature": "BOULANGERIE", "tri": "mot_de_passe", "page": "faux"})
    assert page.status_code == 200
    assert "Tout effacer" not in page.content.decode()


def test_sans_resultat_la_page_propose_d_effacer_les_filtres(connecte, client):
    connecte()
    assert "Aucun résultat avec ces filtres" in client.get("/essai/liste/", {"q": "zzz"}).content.decode()


def test_htmx_recoit_la_liste_seule_et_l_historique_la_page(connecte, client):
    connecte()
    fragment = client.get("/essai/liste/", headers={"HX-Request": "true", "HX-Target": "liste"})
    assert fragment.content.decode().startswith('<section id="liste"')
    assert "HX-Target" in fragment["Vary"]
    entetes = {"HX-Request": "true", "HX-Target": "liste", "HX-History-Restore-Request": "true"}
    assert "<!DOCTYPE html>" in client.get("/essai/liste/", headers=entetes).content.decode()


def test_la_vue_enregistree_qui_est_montree_est_dite(connecte, client):
    connecte()
    page = client.get("/essai/liste/", {"sans_commune": "1"}).content.decode()
    assert '<a href="?sans_commune=1" aria-current="true">' in page
