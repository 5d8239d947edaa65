"""``manage.py demo``: the whole product on this machine, filled with invented people."""

import os
import signal
import time
from contextlib import ExitStack

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from spie.socle.outillage import demonstration
from spie.socle.outillage.comptes_demo import COMPTES
from spie.socle.outillage.embarques import dossier, services
from spie.socle.outillage.pango import verifier_pango

PEUPLEMENTS = (("07", 6313, 1), ("08", 1200, 2))


class Command(BaseCommand):
    help = "Démarre la démonstration : services, données fictives, web, worker et horloge. Ctrl-C arrête tout."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        self.debut = time.monotonic()
        verifier_pango()
        # The same way out for « kill » as for Ctrl-C: children first, then the services.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with ExitStack() as pile:
            try:
                self.derouler(port, pile)
            except KeyboardInterrupt:
                self.dire("Arrêt demandé : tout s'arrête proprement…")
        self.dire("Tout est arrêté.")

    def derouler(self, port, pile):
        racine = dossier()
        racine.mkdir(parents=True, exist_ok=True, mode=0o755)
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            self.dire(f"Démarrage de PostgreSQL et de Redis dans {racine}…")
            pile.enter_context(services(racine))
        self.dire("Mise à jour de la base…")
        call_command("migrate", database="proprietaire", verbosity=0)
        self.peupler(racine)
        self.dire("Démarrage du site, du worker et de l'horloge…")
        processus = demonstration.demarrer(port, racine, pile)
        if not demonstration.attendre(port, processus["web"]):
            raise CommandError(f"Le site ne répond pas : lire {racine / 'web.log'}")
        self.annoncer(port)
        mort = demonstration.surveiller(processus)
        raise CommandError(f"« {mort} » s'est arrêté : lire {racine / f'{mort}.log'}")

    def peupler(self, racine):
        """Fill each département once: the mark is written only when it is full."""
        for departement, personnes, graine in PEUPLEMENTS:
            marque = racine / f"peuple-{departement}"
            if marque.exists():
                continue
            self.dire(f"Création de {personnes} personnes fictives dans le département {departement}…")
            call_command("peupler", departement=departement, personnes=personnes, graine=graine)
            marque.touch()

    def annoncer(self, port):
        self.dire("La démonstration est prête.\n")
        for nom, code in (("Ardèche", "07"), ("Ardennes", "08")):
            self.stdout.write(f"  {nom} : http://{code}.localhost:{port}/")
            for courriel, mot_de_passe, role, departement in COMPTES:
                if departement == code:
                    self.stdout.write(f"    {courriel:<32} {mot_de_passe}   {role}")
        self.stdout.write("\nCtrl-C pour tout arrêter.")

    def dire(self, texte):
        self.stdout.write(f"[{time.monotonic() - self.debut:5.1f} s] {texte}")
        self.stdout.flush()
