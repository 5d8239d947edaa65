"""``manage.py charger_referentiels --departement 07``: communes, territories and attachments."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from spie.socle.territoires.referentiel import charger_communes, fichier_livre


class Command(BaseCommand):
    help = "Charge les communes et les territoires d'un département depuis un fichier CSV."

    def add_arguments(self, parser):
        parser.add_argument("--departement", required=True)
        parser.add_argument("--fichier", type=Path)

    def handle(self, *, departement, fichier, **options):
        fichier = fichier or fichier_livre(departement)
        if not fichier.exists():
            raise CommandError(f"Fichier introuvable : {fichier}. Donnez-le avec --fichier.")
        if not Departement.objects.filter(code=departement).exists():
            raise CommandError(f"Le département {departement} n'existe pas encore.")
        with departement_courant(departement):
            nombre = charger_communes(fichier=fichier)
        self.stdout.write(f"{nombre} communes chargées.")
