"""Measure the load of a month of the CAF against its floor: the raw COPY of the same rows, and the bare parse.

    .venv/bin/python bench/caf.py --foyers 100000

Starts its own PostgreSQL, Redis and worker in a folder of its own, and stops everything. Ends with an error when a
goal is not met: at most three times the floor, 250 MB for the worker, nothing written by a second load, no slower.
On a shared machine the clock suffers from the others: processor time, ours and PostgreSQL's, is given beside it.
"""
# The settings are chosen before the models are imported.
# ruff: noqa: E402

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import rmtree

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))
os.environ.setdefault("SPIE_DONNEES", f"/var/tmp/spie-bench-caf-{os.getpid()}")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spie.settings.local")

import django

django.setup()

import psycopg
from django.core.files import File
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from lxml import etree
from psycopg import sql

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux import coup_de_coude, services
from spie.socle.flux.models import LotFlux
from spie.socle.outillage.embarques import adresses
from spie.socle.outillage.embarques import services as embarques
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement

DEPARTEMENT, RAPPORT, MEMOIRE, SILENCE = "07", 3, 250, 110
DOSSIER = Path(os.environ["SPIE_DONNEES"])
TABLES = (
    *("personnes_foyer", "personnes_personne", "personnes_adresse", "personnes_dossierrsa", "personnes_etatdossier"),
    *("personnes_soumissiondroitsdevoirs", "parcours_parcours", "orientation_orientation", "historique_trace"),
)


@dataclass
class Duree:
    """Seconds of the clock, and seconds of processor."""

    horloge: float
    calcul: float

    def __add__(self, autre: "Duree") -> "Duree":
        return Duree(self.horloge + autre.horloge, self.calcul + autre.calcul)

    def __str__(self):
        return f"{self.horloge:.1f} s ({self.calcul:.1f} s de calcul)"


@dataclass
class Chargement:
    nom: str
    duree: Duree
    lot: LotFlux
    ecritures: int


def main() -> int:
    options = lire_options()
    with ExitStack() as pile:
        pile.callback(rmtree, DOSSIER, ignore_errors=True)
        pile.enter_context(embarques(DOSSIER, rapide=options.rapide))
        pile.callback(connections.close_all)
        call_command("migrate", database="proprietaire", verbosity=0)
        Departement.objects.create(code=DEPARTEMENT, nom="Ardèche", hote="07.localhost")
        connections.close_all()
        sur_la_base("postgres", "CREATE DATABASE temoin TEMPLATE spie OWNER spie_proprietaire")
        return mesurer(pile.enter_context(lancer_worker()), options.foyers)


def lire_options():
    analyseur = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    analyseur.add_argument("--foyers", type=int, default=100_000)
    analyseur.add_argument("--rapide", action="store_true", help="sans attendre le disque (fsync=off), des deux côtés")
    return analyseur.parse_args()


@contextmanager
def lancer_worker() -> Iterator[int]:
    """One real worker, alone in its process: its memory is that of the load. Gives its pid."""
    commande = [sys.executable, "-m", "celery", "-A", "spie", "worker", "-Q", "flux", "-P", "solo", "-l", "warning"]
    with (DOSSIER / "worker.log").open("wb") as journal:
        worker = subprocess.Popen(commande, cwd=RACINE, stdout=journal, stderr=journal)
    try:
        yield worker.pid
    finally:
        worker.terminate()
        worker.wait(30)


def mesurer(worker: int, n: int) -> int:
    fichier = ecrire(DOSSIER / "octobre.xml", Mois(range(1, n + 1), couples=8, enfants=2))
    dire(f"{n} foyers, {fichier.stat().st_size / 1e6:.0f} Mo")
    with chronometre(os.getpid()) as parcours:
        lire_a_vide(fichier)
    premier = charger("premier chargement", fichier, worker)
    copie, lignes = copie_brute()
    with fichier.open("ab") as suite:
        suite.write(b"\n")
    second = charger("second, identique", fichier, worker)
    suivant = charger("mois suivant", ecrire(DOSSIER / "novembre.xml", novembre(n)), worker)
    plancher = parcours + copie
    dire(f"plancher : lecture à vide {parcours}, COPY brute de {lignes} lignes {copie}, ensemble {plancher}")
    return rendre_compte(plancher, [premier, second, suivant], memoire(worker))


def novembre(n: int) -> Mois:
    """One household in a hundred is gone, is new, moves, closes; couples of one in a hundred separate."""
    cent = n // 100
    return Mois(
        range(1 + cent, n + 1 + cent),
        reference=date(2026, 11, 30),
        couples=8,
        enfants=2,
        demenages=range(2 * cent, 3 * cent),
        clos=range(4 * cent, 5 * cent),
        separes=range(8 * cent, 16 * cent, 8),
    )


def rendre_compte(plancher: Duree, chargements: list[Chargement], memoire_mo: float) -> int:
    for c in chargements:
        lot, horloge, calcul = c.lot, c.duree.horloge / plancher.horloge, c.duree.calcul / plancher.calcul
        dire(f"{c.nom} : {c.duree}, {horloge:.2f} fois le plancher ({calcul:.2f} en calcul)")
        dire(
            f"  {lot.crees} créés, {lot.modifies} mis à jour, {lot.inchanges} identiques, {lot.rejetes} rejetés ;"
            f" {c.ecritures} lignes du registre écrites"
        )
    premier, second, _ = chargements
    buts = {
        f"au plus {RAPPORT} fois le plancher": premier.duree.horloge <= RAPPORT * plancher.horloge,
        f"au plus {MEMOIRE} Mo pour le worker ({memoire_mo:.0f} Mo)": memoire_mo <= MEMOIRE,
        "un second chargement n'écrit rien": second.ecritures == 0,
        "un second chargement n'est pas plus lent": second.duree.horloge <= premier.duree.horloge,
    }
    for but, tenu in buts.items():
        dire(f"{'tenu' if tenu else 'MANQUÉ'} : {but}")
    return 0 if all(buts.values()) else 1


def lire_a_vide(fichier: Path) -> None:
    """What lxml costs alone, forgetting each household like the load does."""
    for _, bloc in etree.iterparse(str(fichier), events=("end",), tag="InfosFoyerRSA"):
        bloc.clear()
        while bloc.getprevious() is not None:
            del bloc.getparent()[0]


def charger(nom: str, fichier: Path, worker: int) -> Chargement:
    """Deposit a file, let the worker load it, and give what its work took, from its first act to its last."""
    avant, calcul = versions(), processeur(worker)
    with departement_courant(DEPARTEMENT), fichier.open("rb") as flux:
        lot = services.deposer_lot(fichier=File(flux), nom=nom, par=None, le=timezone.now())
    coup_de_coude.donner(DEPARTEMENT, lot.pk)
    lot = attendre(lot)
    connections.close_all()
    duree = Duree((lot.fin_le - lot.debut_le).total_seconds(), processeur(worker) - calcul)
    apres = versions()
    return Chargement(nom, duree, lot, len(apres - avant) + len(avant - apres))


def attendre(lot: LotFlux) -> LotFlux:
    while not lot.fini:
        time.sleep(0.5)
        with departement_courant(DEPARTEMENT):
            lot = LotFlux.objects.get(pk=lot.pk)
        if not lot.fini and (timezone.now() - lot.battement_le).total_seconds() > SILENCE:
            raise RuntimeError(f"Le chargement ne finit pas ({lot.etat}) : lire {DOSSIER / 'worker.log'}")
    if lot.etat != LotFlux.Etat.CHARGE:
        raise RuntimeError(f"{lot.get_etat_display()} : {lot.erreurs}")
    return lot


def versions() -> set[tuple]:
    """The place and the version of every row of the register: a row written again has another."""
    requete = "SELECT {0}, ctid::text, xmin::text FROM {1}"
    return {
        ligne
        for table in TABLES
        for ligne in sur_la_base("spie", sql.SQL(requete).format(sql.Literal(table), sql.Identifier(table)))
    }


def copie_brute() -> tuple[Duree, int]:
    """COPY the rows that the first load left into the same tables of an empty base, indexes and keys included."""
    with psycopg.connect(url("spie")) as connexion:
        for table in TABLES:
            with (DOSSIER / table).open("wb") as sortie, connexion.cursor().copy(f"COPY {table} TO STDOUT") as copie:
                for morceau in copie:
                    sortie.write(morceau)
    with chronometre(os.getpid()) as duree, psycopg.connect(url("temoin")) as connexion:
        nombre = sum(recopier(connexion.cursor(), table) for table in TABLES)
    return duree, nombre


def recopier(curseur, table: str) -> int:
    with (DOSSIER / table).open("rb") as entree, curseur.copy(f"COPY {table} FROM STDIN") as copie:
        while morceau := entree.read(1 << 20):
            copie.write(morceau)
    return curseur.rowcount


@contextmanager
def chronometre(pid: int) -> Iterator[Duree]:
    """Filled when the block ends: the clock, and the processor time of ``pid`` and of PostgreSQL."""
    duree, debut, calcul = Duree(0, 0), time.monotonic(), processeur(pid)
    yield duree
    duree.horloge, duree.calcul = time.monotonic() - debut, processeur(pid) - calcul


def processeur(pid: int) -> float:
    """Seconds of processor of a process, and of the whole PostgreSQL, its ended children included."""
    serveur = int((DOSSIER / "pg" / "postmaster.pid").read_text().split()[0])
    lus = [champs(p) for p in Path("/proc").glob("[0-9]*/stat")]
    ticks = sum(sum(map(int, c[11:13])) for p, c in lus if c and (p in (pid, serveur) or int(c[1]) == serveur))
    ticks += sum(sum(map(int, c[13:15])) for p, c in lus if c and p == serveur)
    return ticks / os.sysconf("SC_CLK_TCK")


def champs(stat: Path) -> tuple[int, list[str]]:
    """The fields of /proc/<pid>/stat after the name; none when the process has just ended."""
    try:
        return int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0, []


def memoire(pid: int) -> float:
    """The most that a process ever held, in MB."""
    lignes = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(ligne.split()[1]) / 1024 for ligne in lignes if ligne.startswith("VmHWM"))


def url(base: str) -> str:
    return adresses(base=base).database_url_superutilisateur.replace("/postgres?", f"/{base}?")


def sur_la_base(base: str, requete) -> list[tuple]:
    with psycopg.connect(url(base), autocommit=True) as connexion:
        curseur = connexion.execute(requete)
        return curseur.fetchall() if curseur.description else []


def dire(texte: str) -> None:
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
