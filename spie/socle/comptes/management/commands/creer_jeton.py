"""Give a program the key of one affectation."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from spie.socle.comptes import jetons
from spie.socle.comptes.models import Affectation
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant


class Command(BaseCommand):
    help = "Crée le jeton d'accès d'un logiciel partenaire, et l'affiche une seule fois."

    def add_arguments(self, parser):
        parser.add_argument("--departement", required=True)
        parser.add_argument("--agent", required=True, help="courriel du compte dont le logiciel aura les droits")
        parser.add_argument("--libelle", required=True, help="nom du logiciel")
        parser.add_argument("--jours", type=int, default=90)

    def handle(self, *, departement, agent, libelle, jours, **options):
        with departement_courant(departement):
            affectation = Affectation.objects.en_cours().filter(agent__courriel=agent.lower()).order_by("id").first()
            if affectation is None:
                raise CommandError(f"Aucune affectation en cours pour {agent} dans le département {departement}.")
            try:
                jeton, cle = jetons.creer(affectation=affectation, libelle=libelle, jours=jours, le=timezone.now())
            except Refus as refus:
                raise CommandError(str(refus)) from refus
        self.stdout.write(f"{cle}\nValable jusqu'au {jeton.expire_le:%d/%m/%Y}. Il ne sera plus affiché.")
