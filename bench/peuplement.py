"""Fill a département, then the same rows by a bare COPY: ``python -m bench.peuplement --personnes 100000``."""

import argparse
import time

from django.apps import apps
from django.core.management import call_command

from bench.copie import copier
from bench.mesure import calcul_de_postgres, tableau
from bench.terrain import DEPARTEMENT, GRAINE, base_jetable, dire, serveurs
from spie.demonstration.tables import ORDRE

ENTETES = ("", "lignes", "secondes", "lignes/s", "processeur (s)", "× COPY")


def peupler(personnes: int) -> tuple[float, float]:
    """Seconds on the clock, and of processor (Python and PostgreSQL)."""
    debut, calcul = time.perf_counter(), time.process_time() + calcul_de_postgres()
    call_command("peupler", departement=DEPARTEMENT, personnes=personnes, graine=GRAINE)
    return time.perf_counter() - debut, time.process_time() + calcul_de_postgres() - calcul


def mesurer_peuplement(personnes: int) -> None:
    secondes, calcul = peupler(personnes)
    tables = [apps.get_model(modele)._meta.db_table for modele in ORDRE]
    brut = copier(tables)
    lignes = brut.lignes
    rangs = [
        ("peupler", lignes, secondes, int(lignes / secondes), calcul, secondes / brut.secondes),
        ("COPY des mêmes lignes", lignes, brut.secondes, int(lignes / brut.secondes), brut.calcul, 1.0),
    ]
    dire(tableau(f"Peuplement de {personnes} allocataires", ENTETES, rangs))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--personnes", type=int, nargs="+", default=[100_000])
    choix = options.parse_args()
    with serveurs() as racine:
        for personnes in choix.personnes:
            with base_jetable(racine, f"peuplement_{personnes}"):
                mesurer_peuplement(personnes)


if __name__ == "__main__":
    main()
