"""The invented people of the demonstration: put once, whole, and made anew on demand."""

import shutil
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from spie.socle.outillage.embarques import DemarrageImpossible, postgres

# Households: those of the Ardèche in the summer of 2025; a fifth of it next door.
PERSONNES = 6313
VOISIN = 5
JOURS_FRAIS = 2


def preparer(racine: Path, *, neuf: bool, embarques: bool) -> None:
    """Empty the database when asked, or when a filling was interrupted: half a département is of no use.

    Raises ``DemarrageImpossible`` when the database is not ours to empty.
    """
    if not (neuf or _en_cours(racine).exists()):
        return
    if not embarques:
        raise DemarrageImpossible("la base de DATABASE_URL ne vient pas de la démonstration : videz-la vous-même.")
    connections.close_all()
    postgres.effacer(racine, settings.DATABASES["default"]["NAME"])
    postgres.amorcer(racine, settings.DATABASES["default"]["NAME"])
    for nom in ("media", "capteur"):
        shutil.rmtree(racine / nom, ignore_errors=True)
    _fait(racine).unlink(missing_ok=True)
    _en_cours(racine).unlink(missing_ok=True)


def peupler(racine: Path, *, personnes: int, dire: Callable[[str], None]) -> None:
    """Fill both départements, unless it was done."""
    if _fait(racine).exists():
        jours = int((time.time() - _fait(racine).stat().st_mtime) / 86_400)
        if jours > JOURS_FRAIS:
            dire(f"Les données fictives ont {jours} jours. Pour en avoir de neuves : make demo OPTIONS=--neuf")
        return
    _en_cours(racine).touch()
    for departement, nombre, graine in (("07", personnes, 1), ("08", max(1, personnes // VOISIN), 2)):
        dire(f"Création de {nombre} foyers fictifs dans le département {departement}…")
        call_command("peupler", departement=departement, personnes=nombre, graine=graine)
    _fait(racine).touch()
    _en_cours(racine).unlink()


def fichier_d_essai(racine: Path) -> Path:
    """Write a monthly file of newcomers, for whoever plays the story by hand. The same all month long."""
    fichier = racine / "RSABEM_essai.xml"
    call_command("fichier_caf", str(fichier), stdout=StringIO())
    return fichier


def _en_cours(racine: Path) -> Path:
    return racine / "peuplement-en-cours"


def _fait(racine: Path) -> Path:
    return racine / "peuple"
