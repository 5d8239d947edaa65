"""``manage.py falc lettre.txt`` or ``manage.py falc --tout``: is it easy to read?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from spie.socle.courriers.falc import SEUIL, Rapport, examiner
from spie.socle.courriers.lisibilite import examiner_le_courrier
from spie.socle.courriers.modeles.catalogue import EXEMPLES


class Command(BaseCommand):
    help = "Vérifie qu'un texte, ou que tous les modèles de courrier, sont faciles à lire."

    def add_arguments(self, parser):
        parser.add_argument("fichier", nargs="?", type=Path)
        parser.add_argument("--tout", action="store_true", help="tous les modèles de courrier")

    def handle(self, *, fichier, tout, **options):
        rapports = _des_modeles() if tout else _du_fichier(fichier)
        for nom, rapport in rapports.items():
            self.montrer(nom, rapport)
        refuses = [nom for nom, rapport in rapports.items() if not rapport.publiable]
        if refuses:
            raise CommandError(f"À réécrire : {', '.join(refuses)} (il faut {SEUIL} sur 100 et aucune erreur).")

    def montrer(self, nom: str, rapport: Rapport) -> None:
        m = rapport.mesures
        self.stdout.write(f"{nom} : {rapport.score} sur 100, {m.phrases} phrases, {m.mots_par_phrase} mots par phrase")
        for c in rapport.constats:
            self.stdout.write(f"  {c.niveau} {c.regle}, {c.lieu} : « {c.extrait} ». {c.conseil}")


def _des_modeles() -> dict[str, Rapport]:
    return {code: examiner_le_courrier(exemple()) for code, exemple in EXEMPLES.items()}


def _du_fichier(fichier: Path | None) -> dict[str, Rapport]:
    if not fichier or not fichier.is_file():
        raise CommandError("Donnez un fichier de texte, ou --tout.")
    return {fichier.name: examiner(fichier.read_text(encoding="utf-8"))}
