"""``manage.py charger_textes``: the delays and addresses of the texts, after an update of their files."""

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from spie.socle.calendrier.models import ParametreLegal, VoiesDeRecours
from spie.socle.calendrier.referentiel import charger_parametres, charger_voies_de_recours


class Command(BaseCommand):
    help = "Charge les délais et les voies de recours des textes. Ce qu'un département a choisi n'est pas touché."

    def handle(self, **options):
        parametres = charger_parametres(ParametreLegal, base=DEFAULT_DB_ALIAS)
        voies = charger_voies_de_recours(VoiesDeRecours, base=DEFAULT_DB_ALIAS)
        self.stdout.write(f"{parametres} paramètres et {voies} voies de recours en place.")
