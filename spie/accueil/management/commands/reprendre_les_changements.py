"""``manage.py reprendre_les_changements``: after a restoration, number again what was read from another server.

The numbers of transactions are those of one server: restored elsewhere, they would be ahead of the new ones, which
programs would then wait for. Everything restored is put at the beginning; the cursors of before are refused.
"""

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Changement

# ruff: noqa: S608 -- the names of tables come from our own models


class Command(BaseCommand):
    help = "À lancer une fois après la restauration d'une sauvegarde, avant de rouvrir le site."

    def handle(self, **options):
        with transaction.atomic(using="proprietaire"), connections["proprietaire"].cursor() as cursor:
            for modele in (Trace, Changement):
                cursor.execute(
                    f"UPDATE {modele._meta.db_table} SET transaction = 0 WHERE transaction >= app_transactions_finies()"
                )
                self.stdout.write(f"{modele._meta.verbose_name} : {cursor.rowcount} ligne(s) remise(s) au début.")
