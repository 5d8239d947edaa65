"""``manage.py fichier_caf SORTIE``: a small monthly file of invented households, to try the loading by hand."""

from datetime import timedelta
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from spie.demonstration.flux_caf import VILLES, Mois, ecrire

# Far from the numbers of the population already there: these are newcomers.
PREMIER = 900_001
# Ailhon is where the demonstration holds the sessions of its secretary: those who live there come first on the list.
DONT_AILHON = (VILLES[0], ("07002", "07200", "AILHON"), *VILLES[1:])


class Command(BaseCommand):
    help = "Écrit un fichier mensuel de la CAF (RSABEM) rempli de foyers inventés, arrêté à la fin du mois dernier."

    def add_arguments(self, parser):
        parser.add_argument("sortie", type=Path)
        parser.add_argument("--departement", default="07")
        parser.add_argument("--foyers", type=int, default=24)

    def handle(self, *, sortie, departement, foyers, **options):
        fin_du_mois = timezone.localdate().replace(day=1) - timedelta(days=1)
        numeros = range(PREMIER, PREMIER + foyers)
        mois = Mois(foyers=numeros, reference=fin_du_mois, departement=departement, couples=6, villes=DONT_AILHON)
        ecrire(sortie, mois)
        self.stdout.write(f"{foyers} foyers inventés dans {sortie}.")
