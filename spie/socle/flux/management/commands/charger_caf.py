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
        parser.add_argument("--meme-plus-ancien", action="store_true", help="même si un fichier plus récent est chargé")

    def handle(self, *, fichier, departement, meme_plus_ancien, **options):
        if not fichier.exists():
            raise CommandError(f"Fichier introuvable : {fichier}")
        lot = self._deposer(fichier, departement, meme_plus_ancien)
        fini = services.charger(departement=departement, lot_id=lot.pk, horloge=timezone.now, suivi=self._avancer)
        self.stderr.write("")
        self._dire(fini)

    def _deposer(self, fichier: Path, departement: str, meme_plus_ancien: bool) -> LotFlux:
        try:
            with departement_courant(departement), fichier.open("rb") as flux:
                return services.deposer_lot(
                    fichier=File(flux),
                    nom=fichier.name,
                    par=None,
                    le=timezone.now(),
                    meme_plus_ancien=meme_plus_ancien,
                )
        except Refus as refus:
            raise CommandError(str(refus)) from refus

    def _dire(self, lot: LotFlux) -> None:
        if lot.etat == LotFlux.Etat.REFUSE:
            details = "\n".join(f"  ligne {e['ligne']} : {e['message']}" for e in lot.erreurs)
            raise CommandError(f"Fichier refusé, rien n'a été écrit :\n{details}")
        if lot.etat == LotFlux.Etat.ATTENTE:
            n = lot.attente
            raise CommandError(
                f"{n['disparues']} personnes sur {n['connues']} disparaissent de ce fichier, plus de {n['seuil']} % :"
                " confirmez ou refusez le chargement dans la page Imports."
            )
        if lot.etat != LotFlux.Etat.CHARGE:
            raise CommandError(
                f"Le fichier est déposé ; un autre fichier de la {lot.organisme} est en cours de chargement."
                " Le worker le chargera ensuite."
            )
        self.stdout.write(
            f"{lot.lus} foyers : {lot.crees} créés, {lot.modifies} mis à jour, {lot.inchanges} identiques, "
            f"{lot.rejetes} rejetés ; {lot.entrees} personnes à orienter, "
            f"en {lot.duree_secondes:.1f} s."
        )

    def _avancer(self, lot: LotFlux) -> None:
        phase = "chargement" if lot.etat == LotFlux.Etat.CHARGEMENT else "lecture"
        barre = "#" * round(30 * lot.part_faite)
        sys.stderr.write(f"\r{phase} [{barre:<30}] {round(100 * lot.part_faite)} %   ")
        sys.stderr.flush()
