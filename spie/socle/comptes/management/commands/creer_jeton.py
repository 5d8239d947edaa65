"""``manage.py creer_jeton``: give a program the key of an account of service."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from spie.socle.comptes.jetons import creer
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Portee
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant


class Command(BaseCommand):
    help = "Donne une clé d'accès à un compte de service, et l'affiche une seule fois."

    def add_arguments(self, parser):
        parser.add_argument("--departement", required=True)
        parser.add_argument("--compte", required=True, help="courriel du compte de service")
        parser.add_argument("--libelle", required=True, help="nom du logiciel")
        parser.add_argument("--portee", required=True, action="append", choices=Portee.values, dest="portees")
        parser.add_argument("--jusqu-au", required=True, type=date.fromisoformat, help="AAAA-MM-JJ")

    def handle(self, *, departement, compte, libelle, portees, jusqu_au, **options):
        with departement_courant(departement):
            comptes = Affectation.objects.de_service(departement=departement)
            affectation = comptes.filter(agent__courriel=compte.lower()).order_by("id").first()
            if affectation is None:
                raise CommandError(f"{compte} n'est pas un compte de service ouvert du département {departement}.")
            try:
                jeton, cle = creer(
                    affectation=affectation,
                    libelle=libelle[:80],
                    portees=[Portee(portee) for portee in portees],
                    expire_le=jusqu_au,
                    par=None,
                    le=timezone.now(),
                )
            except Refus as refus:
                raise CommandError(str(refus)) from refus
        self.stdout.write(f"{cle}\nValable jusqu'au {jeton.expire_le:%d/%m/%Y}. Elle ne sera plus affichée.")
