"""``manage.py charger_caf FILE --departement 07``: the same load as in the browser, with its progress."""

import sys
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from spie.socle.flux import services
from spie.socle.flux.models import LotFlux
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant


class Command(BaseCommand):
    help = "Charge un fichier mensuel ou quotidien des bénéficiaires (CAF ou MSA)."

    def add_arguments(self, parser):
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--departement", required=True)

    def handle(self, *, fichier, departement, **options):
        if not fichier.exists():
            raise CommandError(f"Fichier introuvable : {fichier}")
        lot = self._deposer(fichier, departement)
        fini = services.charger(departement=departement, lot_id=lot.pk, horloge=timezone.now, suivi=self._avancer)
        self.stderr.write("")
        if fini.etat == LotFlux.Etat.REFUSE:
            details = "\n".join(f"  ligne {e['ligne']} : {e['message']}" for e in fini.erreurs)
            raise CommandError(f"Fichier refusé, rien n'a été écrit :\n{details}")
        self.stdout.write(
            f"{fini.lus} foyers : {fini.crees} créés, {fini.modifies} mis à jour, {fini.inchanges} identiques, "
            f"{fini.rejetes} rejetés ; {fini.entrees} personnes à orienter, "
            f"en {(fini.fin_le - fini.debut_le).total_seconds():.1f} s."
        )

    def _deposer(self, fichier: Path, departement: str) -> LotFlux:
        try:
            with departement_courant(departement), fichier.open("rb") as flux:
                return services.deposer_lot(fichier=File(flux), nom=fichier.name, par=None, le=timezone.now())
        except Refus as refus:
            raise CommandError(str(refus)) from refus

    def _avancer(self, lot: LotFlux) -> None:
        barre = "#" * (30 * lot.lus // max(1, lot.total))
        sys.stderr.write(f"\r[{barre:<30}] {lot.lus} foyers sur {lot.total}")
        sys.stderr.flush()
