"""A monthly file by the command, against its bare reading and a bare COPY: ``python -m bench.caf --foyers 6300``."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

from bench.copie import copier
from bench.mesure import calcul_de_postgres, tableau
from bench.terrain import DEPARTEMENT, base_jetable, dire, ranger, serveurs
from spie.demonstration.cadre import poser_departement
from spie.demonstration.tables import ORDRE
from spie.socle.flux.lecture import elements
from spie.socle.outillage.embarques import adresses
from tests.socle.flux.generateur import ecrire

MANAGE = Path(__file__).parents[1] / "manage.py"
ENTETES = ("", "secondes", "foyers/s", "processeur (s)", "mémoire (Mo)", "× COPY et lecture")
MOIS = ("2026-10-31", "2026-11-30")


@dataclass(frozen=True)
class Cout:
    secondes: float
    calcul: float  # seconds of processor, ours and PostgreSQL's
    memoire: float = 0


def charger(racine: Path, nom: str, fichier: Path) -> Cout:
    """Run the command in a process of its own: its memory is what ``wait4`` says it held at most."""
    la_base = adresses(racine, nom)
    environnement = os.environ | {
        "DATABASE_URL": la_base.database_url,
        "DATABASE_URL_PROPRIETAIRE": la_base.database_url_proprietaire,
    }
    commande = [sys.executable, str(MANAGE), "charger_caf", str(fichier), "--departement", DEPARTEMENT]
    debut, calcul = time.perf_counter(), calcul_de_postgres()
    pid = os.posix_spawn(sys.executable, commande, environnement)
    _, code, usage = os.wait4(pid, 0)
    if code:
        raise RuntimeError("Le chargement a échoué.")
    calcul = calcul_de_postgres() - calcul + usage.ru_utime + usage.ru_stime
    return Cout(time.perf_counter() - debut, calcul, usage.ru_maxrss / 1024)


def chronometrer(acte: Callable[[], object]) -> Cout:
    debut, calcul = time.perf_counter(), time.process_time() + calcul_de_postgres()
    acte()
    return Cout(time.perf_counter() - debut, time.process_time() + calcul_de_postgres() - calcul)


def lire(fichier: Path) -> None:
    for _ in elements(fichier):
        pass


def mesurer_chargement(racine: Path, nom: str, foyers: int) -> None:
    poser_departement(DEPARTEMENT, f"{DEPARTEMENT}.localhost")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as dossier:
        fichiers = [ecrire(Path(dossier) / f"{jour}.xml", foyers=foyers, reference=jour) for jour in MOIS]
        lecture = chronometrer(lambda: lire(fichiers[0]))
        premier = charger(racine, nom, fichiers[0])
        ranger()
        second = charger(racine, nom, fichiers[1])
        taille = fichiers[0].stat().st_size / 1e6
    lignes, brut = copier([apps.get_model(modele)._meta.db_table for modele in ORDRE])
    reference = lecture.secondes + brut
    rangs = [
        ("premier chargement", premier),
        ("mois suivant, rien de neuf", second),
        ("lire le fichier sans rien faire", lecture),
        (f"COPY des {lignes} mêmes lignes", Cout(brut, 0)),
    ]
    lignes = [(mots, *figures(cout, foyers, reference)) for mots, cout in rangs]
    dire(tableau(f"Fichier mensuel de {foyers} foyers, {taille:.1f} Mo", ENTETES, lignes))


def figures(cout: Cout, foyers: int, reference: float) -> tuple:
    memoire = f"{cout.memoire:.0f}" if cout.memoire else ""
    return cout.secondes, int(foyers / cout.secondes), cout.calcul, memoire, cout.secondes / reference


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--foyers", type=int, nargs="+", default=[6300])
    choix = options.parse_args()
    with serveurs() as racine:
        for foyers in choix.foyers:
            nom = f"caf_{foyers}"
            with base_jetable(racine, nom):
                mesurer_chargement(racine, nom, foyers)


if __name__ == "__main__":
    main()
