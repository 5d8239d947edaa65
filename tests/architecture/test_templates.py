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


def jetons_perdus(contenus: dict[str, str]) -> list[str]:
    """Includes that isolate a template with a form from the csrf token: its POST would always be refused."""
    proteges = {n for n, contenu in contenus.items() if "{% csrf_token %}" in contenu}
    return [
        f"{n} → {inclus}"
        for n, contenu in contenus.items()
        for inclus, suite in re.findall(r"{% include \"([^\"]+)\"([^%]*)%}", contenu)
        if inclus in proteges and re.search(r"\bonly\b", suite) and "csrf_token=" not in suite
    ]


def test_aucun_formulaire_ne_perd_son_jeton_en_route():
    assert jetons_perdus({nom(g): texte(g) for g in TOUS}) == []


def test_un_jeton_perdu_serait_vu():
    formulaire, page = "<form>{% csrf_token %}</form>", '{% include "f.html" with form=form only %}'
    assert jetons_perdus({"f.html": formulaire, "p.html": page}) == ["p.html → f.html"]
    assert jetons_perdus({"f.html": formulaire, "p.html": page.replace(" only", "")}) == []


def abandonnes(gabarits: list[str], sources: str) -> list[str]:
    """The templates that nothing names."""
    return [n for n in gabarits if not APPELES_PAR_DJANGO.search(n) and f'"{n}"' not in sources]


def test_aucun_gabarit_n_est_abandonne():
    assert abandonnes([nom(gabarit) for gabarit in TOUS], toutes_les_sources()) == []


def test_un_gabarit_abandonne_serait_vu():
    sources = 'render(request, "parcours/session_ioc/liste.html")'
    assert abandonnes(["parcours/session_ioc/liste.html"], sources) == []
    assert abandonnes(["parcours/session_ioc/ancien.html", "404.html"], sources) == ["parcours/session_ioc/ancien.html"]


def icones_inconnues(gabarits: list[str]) -> set[str]:
    jeu = (RACINE / "static/vendor/tabler-icons-3.51.0/icones.svg").read_text(encoding="utf-8")
    nommees = {i for texte in gabarits for i in re.findall(r"\{% icone \"([^\"]+)\"", texte)}
    return nommees - set(re.findall(r'<symbol id="([^"]+)"', jeu))


def test_les_icones_nommees_existent_dans_le_jeu():
    assert icones_inconnues([g.read_text(encoding="utf-8") for g in TOUS]) == set()
    assert icones_inconnues(['{% icone "licorne" %} {% icone "users" %}']) == {"licorne"}


def test_les_fichiers_statiques_ont_leur_licence_et_restent_legers():
    for dossier in (RACINE / "static/vendor").iterdir():
        assert (dossier / "LICENSE").exists(), dossier.name
    for script in (RACINE / "static/spie").glob("*.js"):
        assert script.stat().st_size < 10_000, script.name
