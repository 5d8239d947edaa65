"""Files and functions that fit in a glance; no drawer without a name."""

import ast
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
DOSSIERS = ("spie", "parcours", "orientation", "offre", "entreprises", "controle", "tests", "bench")
FOURRE_TOUT = {"utils.py", "helpers.py", "managers.py", "mixins.py", "misc.py", "common.py"}
INTERDITS = ("timezone.now(", "datetime.now(", "date.today(")


def fichiers(racine: Path = RACINE):
    return [f for d in DOSSIERS for f in (racine / d).rglob("*.py") if "migrations" not in f.parts]


def fonctions(fichier: Path):
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
            yield noeud


def longueur(fonction: ast.FunctionDef) -> int:
    """Lines of code of a function: its docstring explains, it does not lengthen."""
    corps = fonction.body[1:] if ast.get_docstring(fonction) else fonction.body
    return fonction.end_lineno - corps[0].lineno + 1 if corps else 0


def fichiers_trop_longs(racine: Path = RACINE) -> dict:
    return {str(f.relative_to(racine)): n for f in fichiers(racine) if (n := len(f.read_text().splitlines())) > 300}


def fonctions_trop_longues(racine: Path = RACINE) -> list[str]:
    return [
        f"{f.relative_to(racine)}:{fonction.name}"
        for f in fichiers(racine)
        for fonction in fonctions(f)
        if longueur(fonction) > 30
    ]


def fourre_tout(racine: Path = RACINE) -> list[str]:
    return [str(f.relative_to(racine)) for f in fichiers(racine) if f.name in FOURRE_TOUT]


def horloges(racine: Path = RACINE) -> list[tuple]:
    """Services and models are told the time, so that a test and a catch-up run can tell another one."""
    domaine = [f for f in fichiers(racine) if {"services", "models"} & {f.stem, f.parent.name}]
    domaine = [f for f in domaine if f.relative_to(racine).parts[0] != "tests"]
    return [(str(f.relative_to(racine)), mot) for f in domaine for mot in INTERDITS if mot in f.read_text()]


def test_aucun_fichier_ne_depasse_300_lignes():
    assert fichiers_trop_longs() == {}


def test_aucune_fonction_ne_depasse_30_lignes():
    assert fonctions_trop_longues() == []


def test_aucun_fourre_tout():
    assert fourre_tout() == []


def test_le_domaine_n_a_pas_d_horloge():
    assert horloges() == []


FAUTES = {
    "parcours/models/long.py": "x = 1\n" * 301,
    "parcours/views/longue.py": "def f():\n" + "    x = 1\n" * 31,
    "parcours/views/expliquee.py": 'def f():\n    """Dit."""\n' + "    x = 1\n" * 31,
    "spie/socle/utils.py": "",
    "orientation/services/presse.py": "le = timezone.now()\n",
    "orientation/models.py": "le = date.today()\n",
}


@pytest.fixture
def depot_fautif(tmp_path):
    """A repository with one fault of each kind."""
    for chemin, contenu in FAUTES.items():
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / chemin).write_text(contenu)
    return tmp_path


def test_chaque_faute_de_taille_serait_vue(depot_fautif):
    assert fichiers_trop_longs(depot_fautif) == {"parcours/models/long.py": 301}
    assert sorted(fonctions_trop_longues(depot_fautif)) == [
        "parcours/views/expliquee.py:f",
        "parcours/views/longue.py:f",
    ]
    assert fourre_tout(depot_fautif) == ["spie/socle/utils.py"]
    assert sorted(chemin for chemin, _ in horloges(depot_fautif)) == [
        "orientation/models.py",
        "orientation/services/presse.py",
    ]


def test_la_mesure_porte_sur_tout_le_produit():
    assert len(fichiers()) > 200
    assert {f.relative_to(RACINE).parts[0] for f in fichiers()} >= {"spie", "parcours", "orientation", "tests"}
