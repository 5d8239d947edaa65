"""``manage.py demo``: the whole product on this machine, filled with invented people."""

import os
import signal
import sys
import time
from contextlib import ExitStack

from django.core.management import call_command
from django.core.management.base import BaseCommand

from spie.socle.outillage import demonstration, peuplement
from spie.socle.outillage.comptes_demo import COMPTES
from spie.socle.outillage.embarques import DemarrageImpossible, dossier, ouvrir, place
from spie.socle.outillage.pango import verifier_pango


class Command(BaseCommand):
    help = "Démarre la démonstration : services, données fictives, web, worker et horloge. Ctrl-C arrête tout."
    # They load every page, letters included: once Pango is known to be there.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="le port du site (8000)")
        parser.add_argument(
            "--personnes", type=int, default=peuplement.PERSONNES, help="nombre de foyers fictifs en Ardèche"
        )
        parser.add_argument("--neuf", action="store_true", help="efface les données de la démonstration et recommence")

    def handle(self, *, port, personnes, neuf, **options):
        self.debut = time.monotonic()
        verifier_pango()
        self.check()
        # The same way out for Ctrl-C (which a script in the background ignores by default), « kill » and a closed
        # terminal: children first, then the services.
        for signal_ in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signal_, signal.default_int_handler)
        with ExitStack() as pile:
            try:
                self.derouler(port, personnes, neuf, pile)
            except KeyboardInterrupt:
                # A second Ctrl-C would only leave things half stopped.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                self.dire("Arrêt demandé : tout s'arrête proprement…")
            except DemarrageImpossible as raison:
                pile.close()
                sys.exit(f"Démarrage impossible : {raison}")
        self.dire("Tout est arrêté.")

    def derouler(self, port, personnes, neuf, pile):
        racine = dossier()
        pile.enter_context(place.seul(racine))
        demonstration.finir_les_restes(racine)
        demonstration.verifier_port(port)
        embarques = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
        if embarques:
            self.dire(f"Démarrage de PostgreSQL et de Redis dans {racine}…")
            pile.enter_context(ouvrir(racine))
        peuplement.preparer(racine, neuf=neuf, embarques=embarques)
        self.dire("Mise à jour de la base…")
        call_command("migrate", database="proprietaire", verbosity=0)
        peuplement.peupler(racine, personnes=personnes, dire=self.dire)
        self.dire("Démarrage du site, du worker et de l'horloge…")
        processus = demonstration.demarrer(port, racine, pile)
        if not demonstration.attendre(port, processus["web"]):
            raise DemarrageImpossible(f"le site ne répond pas, lire {racine / 'web.log'}")
        self.annoncer(port, peuplement.fichier_d_essai(racine))
        mort = demonstration.surveiller(processus)
        raise DemarrageImpossible(f"« {mort} » s'est arrêté, lire {racine / f'{mort}.log'}")

    def annoncer(self, port, fichier):
        self.dire("La démonstration est prête.\n")
        for nom, code in (("Ardèche", "07"), ("Ardennes", "08")):
            self.stdout.write(f"  {nom} : http://{code}.localhost:{port}/")
            for courriel, mot_de_passe, role, departement in COMPTES:
                if departement == code:
                    self.stdout.write(f"    {courriel:<32} {mot_de_passe}   {role}")
        self.stdout.write(f"\n  Fichier de la CAF à déposer dans « Imports » : {fichier}")
        self.stdout.write("  L'histoire à jouer, pas à pas : docs/premier-parcours.md")
        self.stdout.write("\nCtrl-C pour tout arrêter.")

    def dire(self, texte):
        self.stdout.write(f"[{time.monotonic() - self.debut:5.1f} s] {texte}")
        self.stdout.flush()
