"""Files and functions that fit in a glance; no drawer without a name."""

import ast
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
DOSSIERS = ("spie", "parcours", "orientation", "offre", "entreprises", "controle", "tests", "bench")
FOURRE_TOUT = {"utils.py", "helpers.py", "managers.py", "mixins.py", "misc.py", "common.py"}
INTERDITS = ("timezone.now(", "datetime.now(", "date.today(")


def fichiers():
    return [f for d in DOSSIERS for f in (RACINE / d).rglob("*.py") if "migrations" not in f.parts]


def fonctions(fichier: Path):
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
            yield noeud


def longueur(fonction: ast.FunctionDef) -> int:
    """Lines of code of a function: its docstring explains, it does not lengthen."""
    corps = fonction.body[1:] if ast.get_docstring(fonction) else fonction.body
    return fonction.end_lineno - corps[0].lineno + 1 if corps else 0


def test_aucun_fichier_ne_depasse_300_lignes():
    assert {str(f.relative_to(RACINE)): n for f in fichiers() if (n := len(f.read_text().splitlines())) > 300} == {}


def test_aucune_fonction_ne_depasse_30_lignes():
    assert [
        f"{f.relative_to(RACINE)}:{fonction.name}"
        for f in fichiers()
        for fonction in fonctions(f)
        if longueur(fonction) > 30
    ] == []


def test_aucun_fourre_tout():
    assert [str(f.relative_to(RACINE)) for f in fichiers() if f.name in FOURRE_TOUT] == []


def test_le_domaine_n_a_pas_d_horloge():
    """Services and models are told the time, so that a test and a catch-up run can tell another one."""
    du_domaine = [f for f in fichiers() if {"services", "models"} & {f.stem, f.parent.name} and "tests" not in f.parts]
    assert len(du_domaine) > 10
    fautifs = [(str(f.relative_to(RACINE)), mot) for f in du_domaine for mot in INTERDITS if mot in f.read_text()]
    assert fautifs == []


@pytest.mark.parametrize(
    "source", ["def f():\n" + "    x = 1\n" * 31, 'def f():\n    """Dit."""\n' + "    x = 1\n" * 31]
)
def test_une_fonction_trop_longue_serait_vue(source):
    (fonction,) = ast.parse(source).body
    assert longueur(fonction) > 30
