"""``manage.py ouvrir_departement 07``: the département, its address, its first administrator."""

import os
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


class Command(BaseCommand):
    help = (
        "Ouvre un département et son premier compte d'administrateur. Le mot de passe est demandé, "
        "ou lu dans SPIE_MOT_DE_PASSE. Relancée, la commande met le nom et l'adresse à jour et ne touche pas au compte."
    )

    def add_arguments(self, parser):
        parser.add_argument("code", help="07, 2A, 974…")
        parser.add_argument("--nom", required=True, help="Ardèche")
        parser.add_argument("--hote", required=True, help="nom d'hôte du site, sans port")
        parser.add_argument("--courriel", required=True, help="identifiant de l'administrateur")
        parser.add_argument("--prenom", required=True)
        parser.add_argument("--nom-agent", required=True)

    def handle(self, *, code, nom, hote, courriel, prenom, nom_agent, **options):
        mot_de_passe = None
        if not Agent.objects.filter(courriel=courriel.lower()).exists():
            mot_de_passe = self._mot_de_passe(courriel)
        Departement.objects.update_or_create(code=code, defaults={"nom": nom, "hote": hote})
        with departement_courant(code):
            agent = Agent.objects.filter(courriel=courriel.lower()).first() or Agent.objects.create_user(
                courriel=courriel, mot_de_passe=mot_de_passe, prenom=prenom, nom=nom_agent
            )
            structure, _ = Structure.objects.get_or_create(
                nom=f"Département {nom}", defaults={"nature": Structure.Nature.DEPARTEMENT}
            )
            Affectation.objects.get_or_create(agent=agent, structure=structure, role=Role.ADMINISTRATEUR)
        self.stdout.write(f"{code} {nom} répond sur https://{hote}/ ; {agent} l'administre.")

    def _mot_de_passe(self, courriel: str) -> str:
        mot_de_passe = os.environ.get("SPIE_MOT_DE_PASSE") or getpass(f"Mot de passe de {courriel} : ")
        try:
            validate_email(courriel)
            validate_password(mot_de_passe)
        except ValidationError as faute:
            raise CommandError(" ".join(faute.messages)) from faute
        return mot_de_passe
