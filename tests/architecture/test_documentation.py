"""La documentation : ses liens mènent quelque part, ses images existent et restent légères, ses commandes existent."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from spie.socle.outillage.comptes_demo import COMPTES, MOT_DE_PASSE

RACINE = Path(__file__).parents[2]
PAGES = [RACINE / "README.md", *sorted((RACINE / "docs").glob("*.md"))]
TEXTES = {page: page.read_text(encoding="utf-8") for page in PAGES}
IMAGES = sorted((RACINE / "docs" / "images").glob("*"))
POIDS_MAX = 150_000


def liens(page: Path) -> list[str]:
    return [lien for lien in re.findall(r"\]\(([^)\s]+)\)", TEXTES[page]) if not lien.startswith("http")]


def ancres(page: Path) -> set[str]:
    titres = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", titre.lower()).replace(" ", "-") for titre in titres}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_chaque_lien_mene_quelque_part(page):
    for lien in liens(page):
        chemin, _, ancre = lien.partition("#")
        cible = (page.parent / chemin) if chemin else page
        assert cible.exists(), lien
        assert not ancre or ancre in ancres(cible), lien


def test_chaque_page_du_guide_est_dans_son_sommaire():
    sommaire = RACINE / "docs" / "README.md"
    assert {page.name for page in PAGES if page.parent.name == "docs"} - {"README.md"} <= set(liens(sommaire))


def test_chaque_image_sert_et_reste_legere():
    montrees = {(page.parent / lien).resolve() for page in PAGES for lien in liens(page) if lien.endswith(".png")}
    assert IMAGES
    assert montrees == set(IMAGES)
    assert {image.name: image.stat().st_size for image in IMAGES if image.stat().st_size > POIDS_MAX} == {}


def test_chaque_image_se_reprend_d_un_mot():
    etapes = re.search(r"^ETAPES = \{.*?^\}", (RACINE / "docs" / "captures.py").read_text(), re.M | re.S).group()
    assert set(re.findall(r'"([\w-]+)"', etapes)) == {image.stem for image in IMAGES}


def test_chaque_image_a_un_texte():
    assert [texte for page in PAGES for texte in re.findall(r"!\[\s*\]", TEXTES[page])] == []


def test_chaque_commande_citee_existe():
    citees = {nom for texte in TEXTES.values() for nom in re.findall(r"manage\.py (\w+)", texte)}
    assert {"ouvrir_departement", "charger_caf"} <= citees
    assert citees <= set(get_commands())
    buts = set(re.findall(r"^(\w+):", (RACINE / "Makefile").read_text(), re.M))
    assert {but for texte in TEXTES.values() for but in re.findall(r"`make (?:\w+=\S+ )?([a-z]+)", texte)} <= buts


def test_les_comptes_cites_sont_ceux_de_la_demonstration():
    cites = {compte for texte in TEXTES.values() for compte in re.findall(r"\w+@0[78]\.example\.org", texte)}
    assert cites
    assert cites <= {courriel for courriel, *_ in COMPTES}
    assert MOT_DE_PASSE in TEXTES[RACINE / "docs" / "premier-parcours.md"]
