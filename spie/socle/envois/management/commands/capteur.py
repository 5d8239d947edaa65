"""``manage.py capteur``: the catcher of the demonstration."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from spie.socle.envois.capteur.serveur import serveur


class Command(BaseCommand):
    help = "Reçoit les SMS, courriels et lettres de la démonstration, sur cette machine seulement."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=urlsplit(settings.CANAL_SMS_URL).port)

    def handle(self, *, port, **options):
        serveur(port, settings.EMBARQUES.dossier / "capteur").serve_forever()
