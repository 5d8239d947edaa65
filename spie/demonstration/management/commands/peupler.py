"""``manage.py peupler --departement 07 --personnes 6313 --graine 1``: invented people, by COPY."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from orientation.services import avertissements, surveillance
from spie.demonstration import cadre as cadre_
from spie.demonstration import listes, reunions, vie
from spie.demonstration.identifiants import Identifiants
from spie.demonstration.population import Population
from spie.demonstration.tables import ORDRE, Tables
from spie.socle.personnes.models import Personne
from spie.socle.territoires import cles
from spie.socle.territoires.isolation import departement_courant

LOT = 2000


class Command(BaseCommand):
    help = "Remplit un département de personnes inventées. La même graine et le même jour donnent les mêmes personnes."

    def add_arguments(self, parser):
        parser.add_argument("--departement", required=True)
        parser.add_argument("--personnes", type=int, required=True, help="nombre d'allocataires, un par foyer")
        parser.add_argument("--graine", type=int, default=1)
        parser.add_argument("--au", type=date.fromisoformat, default=None, help="le jour où tout se raconte")
        parser.add_argument("--hote", default=None)

    def handle(self, *, departement, personnes, graine, au, hote, **options):
        debut, au = time.monotonic(), au or timezone.localdate()
        hasard = Random(f"{graine}:{departement}")
        identifiants = Identifiants(hasard)
        cadre_.poser_departement(departement, hote or f"{departement}.localhost")
        with departement_courant(departement):
            if Personne.objects.exists():
                raise CommandError(f"Le département {departement} a déjà des personnes : rien n'a été ajouté.")
            cadre = cadre_.poser(departement, personnes, hasard, identifiants)
        tables = Tables(departement)
        population = Population(departement, cadre, tables, hasard, identifiants, au, {})
        self._remplir(population, personnes, debut)
        self._raconter(population, personnes)
        self._analyser()
        self._verifier(departement, au)
        self.stderr.write("")
        duree = time.monotonic() - debut
        self.stdout.write(f"{population.nombre} foyers, {identifiants.nombre} lignes en {duree:.1f} s.")

    def _remplir(self, population: Population, personnes: int, debut: float) -> None:
        """Draw one batch while PostgreSQL writes the one before: two processors work."""
        tables = population.tables
        with ThreadPoolExecutor(max_workers=1) as plume:
            ecriture = plume.submit(tables.ecrire, {})
            for fait in range(0, personnes, LOT):
                for _ in range(min(LOT, personnes - fait)):
                    population.foyer()
                ecriture.result()
                ecriture = plume.submit(tables.ecrire, tables.retirer())
                self._avancer(population.nombre, personnes, debut)
            ecriture.result()
            # A thread has a connection of its own.
            plume.submit(connections.close_all).result()

    def _raconter(self, population: Population, personnes: int) -> None:
        """What surrounds the people: meetings, then the last days of a caseload."""
        p = population
        with departement_courant(p.departement), cles.donnees_par(p.identifiants.suivant):
            reunions.poser(p.cadre, p.hasard, p.identifiants, p.au, personnes=personnes)
            vie.poser(p.cadre, p.hasard, p.au)
        with cles.donnees_par(p.identifiants.suivant):
            listes.poser(p.departement, p.cadre, p.au)

    def _avancer(self, fait: int, total: int, debut: float) -> None:
        reste = (time.monotonic() - debut) * (total - fait) / max(1, fait)
        barre = "#" * (30 * fait // total)
        self.stderr.write(f"\r[{barre:<30}] {fait} sur {total}, il reste environ {reste:.0f} s ", ending="")
        self.stderr.flush()

    def _verifier(self, departement: str, au: date) -> None:
        """What the check of this morning would have said."""
        maintenant = timezone.now()
        with departement_courant(departement):
            surveillance.surveiller(au=au, le=maintenant)
            avertissements.avertir(au=au, le=maintenant)

    def _analyser(self) -> None:
        """Tell PostgreSQL what it now holds: its first plans would be blind otherwise."""
        with connections["proprietaire"].cursor() as cursor:
            for modele in (*ORDRE, "parcours.Convocation", "parcours.SessionIOC"):
                cursor.execute(f"ANALYZE {apps.get_model(modele)._meta.db_table}")
