"""Build the icon sprite from an unpacked `@tabler/icons` package."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from spie.socle.interface.icones import ICONES, SPRITE

# Every Tabler icon starts with an invisible square: useless in a sprite.
CARRE = re.compile(r'<path stroke="none"[^>]*/>')
SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Command(BaseCommand):
    help = "Assemble le jeu d’icônes à partir du paquet @tabler/icons décompressé."

    def add_arguments(self, parser):
        parser.add_argument("dossier", type=Path)

    def handle(self, *, dossier: Path, **options):
        symboles = [symbole(dossier / "icons" / "outline", nom) for nom in ICONES]
        sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symboles)}</svg>\n'
        (Path(settings.RACINE) / "static" / SPRITE).write_text(sprite, encoding="utf-8")
        self.stdout.write(f"{len(symboles)} icônes assemblées.")


def symbole(dossier: Path, nom: str) -> str:
    dessin = SVG.search((dossier / f"{nom}.svg").read_text(encoding="utf-8"))
    if dessin is None:
        raise CommandError(f"{nom}.svg n'est pas une icône de Tabler.")
    traits = re.sub(r"\s+", " ", CARRE.sub("", dessin.group(1))).replace("> <", "><").strip()
    return (
        f'<symbol id="{nom}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{traits}</symbol>'
    )
