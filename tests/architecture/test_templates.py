"""Les gabarits : rien que la politique de contenu arrêterait, rien qu’un lecteur d’écran perdrait, rien d’abandonné."""

import re
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
GABARITS = RACINE / "templates"
TOUS = sorted(GABARITS.rglob("*.html"))
HTML = [gabarit for gabarit in TOUS if "courriers" not in gabarit.parts]
SOURCES = ("spie", "parcours", "orientation", "offre", "entreprises", "controle", "tests")
# Found by their name by Django itself.
APPELES_PAR_DJANGO = re.compile(r"^(django/|admin/|[345]\d\d(_csrf)?\.html$|composants/|base_impression\.html$)")
COMMENTAIRE = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
CLASSES_TROP_PALES = re.compile(r"\b(btn-outline-(warning|info|light)|text-warning|text-info)\b")


def nom(gabarit: Path) -> str:
    return gabarit.relative_to(GABARITS).as_posix()


def texte(gabarit: Path) -> str:
    return COMMENTAIRE.sub("", gabarit.read_text(encoding="utf-8"))


def toutes_les_sources() -> str:
    fichiers = [*TOUS, *(py for dossier in SOURCES for py in (RACINE / dossier).rglob("*.py"))]
    return "\n".join(f.read_text(encoding="utf-8") for f in fichiers)


def defauts(contenu: str) -> list[str]:
    """What a template must not hold. A list of French words, empty when all is well."""
    regles = {
        "un attribut style": r"<[^>]*\sstyle\s*=",
        "un attribut on…": r"<[^>]*\son[a-z]+\s*=",
        "un script sans src": r"<script(?![^>]*\ssrc=)",
        "une balise style": r"<style\b",
        "un hx-on ou une valeur js:": r"\shx-on|[\"']js:",
        "une adresse d’un autre site": r"(?:src|href)=[\"'](?:https?:)?//",
        "un commentaire {# #} sur plusieurs lignes": r"\{#[^#]*\n",
    }
    trouves = [mots for mots, motif in regles.items() if re.search(motif, contenu)]
    trouves += ["une classe trop pâle"] if CLASSES_TROP_PALES.search(contenu) else []
    tableaux = re.findall(r"<table\b.*?(?:</table>|\Z)", contenu, re.DOTALL)
    trouves += ["un tableau sans caption"] if any("<caption" not in tableau for tableau in tableaux) else []
    trouves += ["une page sans lang"] if re.search(r"<html(?![^>]*\slang=)", contenu) else []
    return trouves


@pytest.mark.parametrize("gabarit", HTML, ids=nom)
def test_un_gabarit_respecte_la_politique_de_contenu_et_l_accessibilite(gabarit):
    assert defauts(texte(gabarit)) == []


@pytest.mark.parametrize(
    "faute",
    [
        '<p style="color:red">',
        '<a onclick="x()">',
        "<script>x()</script>",
        "<style>p{}</style>",
        "<div hx-on:click=x>",
        '<script src="https://ailleurs.example/x.js"></script>',
        "{# un\ncommentaire #}",
        '<p class="text-warning">',
        "<table><tr></tr></table>",
        "<html><body></body></html>",
    ],
)
def test_la_garde_voit_chaque_faute(faute):
    assert defauts(faute)


@pytest.mark.parametrize("gabarit", [g for g in HTML if '{% extends "base' in texte(g)], ids=nom)
def test_une_page_a_un_titre_et_un_seul_h1(gabarit):
    contenu = texte(gabarit)
    ecrits = len(re.findall(r"<h1\b", contenu))
    assert "{% block titre %}" in contenu
    assert ecrits + contenu.count("{% block h1 %}") == 1
    assert ecrits == 0 or "{% block entete %}" in contenu


SEULS = re.compile(r'\{% include "([^"]+)"[^%]*\bonly %\}')


def sans_jeton(contenu: str) -> list[str]:
    """« only » takes the CSRF token away: the form it draws would be refused by the server."""
    return [n for n in SEULS.findall(contenu) if "{% csrf_token %}" in texte(GABARITS / n)]


@pytest.mark.parametrize("gabarit", HTML, ids=nom)
def test_un_formulaire_garde_son_jeton(gabarit):
    assert sans_jeton(texte(gabarit)) == []


def test_un_formulaire_sans_jeton_serait_vu():
    assert sans_jeton('{% include "composants/formulaire.html" with form=form only %}')


def test_aucun_gabarit_n_est_abandonne():
    sources = toutes_les_sources()
    appeles = [nom(gabarit) for gabarit in TOUS]
    abandonnes = [n for n in appeles if not APPELES_PAR_DJANGO.search(n) and f'"{n}"' not in sources]
    assert abandonnes == []


def test_les_icones_nommees_existent_dans_le_jeu():
    jeu = (RACINE / "static/vendor/tabler-icons-3.51.0/icones.svg").read_text(encoding="utf-8")
    dessinees = set(re.findall(r'<symbol id="([^"]+)"', jeu))
    nommees = {i for g in TOUS for i in re.findall(r"\{% icone \"([^\"]+)\"", g.read_text(encoding="utf-8"))}
    assert nommees <= dessinees


def test_les_fichiers_statiques_ont_leur_licence_et_restent_legers():
    for dossier in (RACINE / "static/vendor").iterdir():
        assert (dossier / "LICENSE").exists(), dossier.name
    for script in (RACINE / "static/spie").glob("*.js"):
        assert script.stat().st_size < 10_000, script.name
