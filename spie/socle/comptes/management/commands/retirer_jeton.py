"""``manage.py retirer_jeton``: a key opens nothing any more."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from spie.socle.comptes.jetons import retirer
from spie.socle.comptes.models import Jeton
from spie.socle.territoires.isolation import departement_courant


class Command(BaseCommand):
    help = "Retire la clé d'accès dont on donne le début, tel que l'administration le montre."

    def add_arguments(self, parser):
        parser.add_argument("--departement", required=True)
        parser.add_argument("--debut", required=True, help="les douze premiers caractères de la clé")

    def handle(self, *, departement, debut, **options):
        with departement_courant(departement):
            jetons = list(Jeton.objects.filter(prefixe=debut[:12], retire_le=None))
            if len(jetons) != 1:
                raise CommandError(f"{len(jetons)} clé en cours commence ainsi : il en faut une, et une seule.")
            retirer(jeton=jetons[0], par=None, le=timezone.now())
        self.stdout.write(f"La clé {jetons[0]} n'ouvre plus rien.")
