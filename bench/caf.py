"""A monthly file by the command, against its bare reading and a bare COPY: ``python -m bench.caf --foyers 100000``.

Ends with an error when a goal is missed: three times the reference at most, 250 MB for the worker, nothing written by
an identical second file, which is no slower.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.apps import apps
from django.db import connections
from lxml import etree
from psycopg.sql import SQL, Identifier

from bench.copie import Copie, chronometrer, copier, exporter, recopier
from bench.mesure import calcul_de_postgres, tableau
from bench.terrain import DEPARTEMENT, base_jetable, dire, ranger, serveurs
from spie.demonstration.cadre import poser_departement
from spie.demonstration.flux_caf import Mois, ecrire
from spie.demonstration.tables import ORDRE
from spie.socle.outillage.embarques import adresses

MANAGE = Path(__file__).parents[1] / "manage.py"
ENTETES = ("", "secondes", "foyers/s", "processeur (s)", "mémoire (Mo)", "× COPY et lecture", "× en processeur")
RAPPORT, MEMOIRE = 3, 250


@dataclass(frozen=True)
class Cout:
    secondes: float
    calcul: float  # seconds of processor, ours and PostgreSQL's
    memoire: float = 0
    ecritures: int = 0


@dataclass
class Banc:
    """One base that fills up, and what each file cost."""

    racine: Path
    nom: str
    couts: dict[str, Cout] = field(default_factory=dict)

    def charger(self, mots: str, fichier: Path) -> None:
        """Run the command in a process of its own: its memory is what ``wait4`` says it held at most."""
        la_base = adresses(self.racine, self.nom)
        environnement = os.environ | {
            "DATABASE_URL": la_base.database_url,
            "DATABASE_URL_PROPRIETAIRE": la_base.database_url_proprietaire,
        }
        commande = [sys.executable, str(MANAGE), "charger_caf", str(fichier), "--departement", DEPARTEMENT]
        avant = versions()
        connections.close_all()
        debut, calcul = time.perf_counter(), calcul_de_postgres()
        pid = os.posix_spawn(sys.executable, commande, environnement)
        _, code, usage = os.wait4(pid, 0)
        if code:
            raise RuntimeError("Le chargement a échoué.")
        secondes = time.perf_counter() - debut
        calcul = calcul_de_postgres() - calcul + usage.ru_utime + usage.ru_stime
        apres = versions()
        ecritures = sum((avant[table] != apres[table]) for table in apres)
        self.couts[mots] = Cout(secondes, calcul, usage.ru_maxrss / 1024, ecritures)
        ranger()


def versions() -> dict[str, tuple]:
    """What tells that a row of the register was written: how many, and where and in which version each one is."""
    with connections["proprietaire"].cursor() as cursor:
        return {table: _version(cursor, table) for table in tables()}


def _version(cursor, table: str) -> tuple:
    requete = "SELECT count(*), sum(hashtextextended(ctid::text || xmin::text, 0)) FROM {}"
    cursor.execute(SQL(requete).format(Identifier(table)))
    return cursor.fetchone()


def tables() -> list[str]:
    return [apps.get_model(modele)._meta.db_table for modele in ORDRE]


def lire(fichier: Path) -> int:
    """What lxml costs alone, forgetting each household as the load does."""
    nombre = 0
    for _, bloc in etree.iterparse(str(fichier), events=("end",), tag="InfosFoyerRSA"):
        nombre += 1
        bloc.clear()
        while bloc.getprevious() is not None:
            del bloc.getparent()[0]
    return nombre


def novembre(n: int) -> Mois:
    """One household in a hundred is gone, is new, moves, closes; couples of one in a hundred separate."""
    cent = max(1, n // 100)
    return Mois(
        range(1 + cent, n + 1 + cent),
        reference=date(2026, 11, 30),
        couples=8,
        enfants=2,
        demenages=range(2 * cent, 3 * cent),
        clos=range(4 * cent, 5 * cent),
        separes=range(8 * cent, 16 * cent, 8),
    )


def mesurer_chargement(racine: Path, foyers: int, dossier: Path) -> bool:
    octobre = ecrire(dossier / "octobre.xml", Mois(range(1, foyers + 1), couples=8, enfants=2))
    taille = octobre.stat().st_size / 1e6
    lecture = chronometrer(lambda: lire(octobre))
    with base_jetable(racine, f"caf_{foyers}"):
        poser_departement(DEPARTEMENT, f"{DEPARTEMENT}.localhost")
        banc = Banc(racine, f"caf_{foyers}")
        banc.charger("premier chargement", octobre)
        fichiers, nue = exporter(tables(), dossier), copier(tables())
        with octobre.open("ab") as suite:
            suite.write(b"\n")
        banc.charger("le même, sans rien de neuf", octobre)
        banc.charger("le mois suivant", ecrire(dossier / "novembre.xml", novembre(foyers)))
    with base_jetable(racine, "caf_reference"):
        poser_departement(DEPARTEMENT, f"{DEPARTEMENT}.localhost")
        copie = recopier(fichiers)
    couts = banc.couts | {
        "lire le fichier sans rien faire": Cout(lecture.secondes, lecture.calcul),
        f"COPY de {copie.lignes} lignes, mêmes tables": Cout(copie.secondes, copie.calcul),
        "COPY sans clés ni déclencheurs": Cout(nue.secondes, nue.calcul),
    }
    reference = lecture + copie
    lignes = [(mots, *figures(cout, foyers, reference)) for mots, cout in couts.items()]
    dire(tableau(f"Fichier mensuel de {foyers} foyers, {taille:.1f} Mo", ENTETES, lignes))
    return juger(banc, reference)


def figures(cout: Cout, foyers: int, reference: Copie) -> tuple:
    memoire = f"{cout.memoire:.0f}" if cout.memoire else ""
    rapports = cout.secondes / reference.secondes, cout.calcul / reference.calcul
    return cout.secondes, int(foyers / cout.secondes), cout.calcul, memoire, *rapports


def juger(banc: Banc, reference: Copie) -> bool:
    """Say which goals are kept. Gives whether all are."""
    premier, second, suivant = banc.couts.values()
    buts = {
        f"au plus {RAPPORT} fois la référence": premier.secondes <= RAPPORT * reference.secondes,
        f"au plus {MEMOIRE} Mo": max(premier.memoire, second.memoire, suivant.memoire) <= MEMOIRE,
        "un second chargement n'écrit dans aucune table du registre": second.ecritures == 0,
        "un second chargement n'est pas plus lent": second.secondes <= premier.secondes,
    }
    for but, tenu in buts.items():
        dire(f"{'tenu' if tenu else 'MANQUÉ'} : {but}")
    return all(buts.values())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--foyers", type=int, nargs="+", default=[6300])
    choix = options.parse_args()
    tenus = True
    with serveurs() as racine:
        for foyers in choix.foyers:
            with tempfile.TemporaryDirectory(dir="/var/tmp") as dossier:
                tenus = mesurer_chargement(racine, foyers, Path(dossier)) and tenus
    return 0 if tenus else 1


if __name__ == "__main__":
    sys.exit(main())
