"""Every task is in the timetable or called by name; every entry of the timetable and every queue leads somewhere."""

import ast
import re
from pathlib import Path

import pytest

from spie.celery import app
from spie.socle.outillage.demonstration import commandes

RACINE = Path(__file__).parents[2]
SOURCES = ("spie", "parcours", "orientation", "offre", "entreprises", "controle")
FILES = re.compile(r'"-Q",\s*"([\w,]+)"')


@pytest.fixture(scope="module")
def taches() -> set[str]:
    app.loader.import_default_modules()
    return {nom for nom in app.tasks if not nom.startswith("celery.")}


def appelees(source: str) -> set[str]:
    """The last names of the tasks that this module hands to a worker: ``x.delay(…)``, or a dotted name written out."""
    noms = set()
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Attribute) and noeud.attr in ("delay", "apply_async", "s", "si"):
            noms.add(getattr(noeud.value, "id", getattr(noeud.value, "attr", "")))
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and ".tasks." in noeud.value:
            noms.add(noeud.value)
    return noms


def du_produit() -> set[str]:
    fichiers = [f for dossier in SOURCES for f in (RACINE / dossier).rglob("*.py") if f.name != "celery.py"]
    return set().union(*(appelees(f.read_text(encoding="utf-8")) for f in fichiers))


def oubliees(taches: set[str], horaire: dict, appels: set[str]) -> set[str]:
    prevues = {entree["task"] for entree in horaire.values()}
    return {nom for nom in taches if nom not in prevues | appels and nom.rpartition(".")[2] not in appels}


def test_chaque_tache_est_a_l_horaire_ou_appelee(taches):
    assert len(taches) > 5
    assert oubliees(taches, app.conf.beat_schedule, du_produit()) == set()


def test_chaque_ligne_de_l_horaire_nomme_une_tache(taches):
    assert {entree["task"] for entree in app.conf.beat_schedule.values()} <= taches


def test_une_tache_oubliee_serait_vue():
    appels = appelees("charger.delay(1)\nenvoyer('spie.tasks.partir')\n")
    assert oubliees({"spie.tasks.charger", "spie.tasks.partir"}, {}, appels) == set()
    assert oubliees({"spie.tasks.seule"}, {"x": {"task": "spie.tasks.autre"}}, appels) == {"spie.tasks.seule"}


def files_utilisees() -> set[str]:
    return {app.conf.task_default_queue} | {route["queue"] for route in app.conf.task_routes.values()}


def test_chaque_file_est_servie_par_la_demonstration_et_en_production(tmp_path):
    demonstration = commandes(8000, tmp_path)["worker"]
    assert files_utilisees() <= set(demonstration[demonstration.index("-Q") + 1].split(","))
    (production,) = FILES.findall((RACINE / "docker-compose.yml").read_text(encoding="utf-8"))
    assert files_utilisees() <= set(production.split(","))


def test_une_tache_ne_recoit_que_des_codes_et_des_identifiants(taches):
    """Redis holds no personal data: a task is told where and which, never who."""
    permis = {"departement", "canal", "lot", "importe", "self"}
    arguments = {nom: set(app.tasks[nom].run.__annotations__) - {"return"} for nom in taches}
    assert {nom: noms - permis for nom, noms in arguments.items() if noms - permis} == {}
