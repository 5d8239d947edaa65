"""Receive a file: keep it as it came, once."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.flux.models import LotFlux
from spie.socle.refus import Refus
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


class FichierVide(Refus):
    message = "Ce fichier est vide. Choisissez le fichier XML reçu de la CAF ou de la MSA."


class DejaCharge(Refus):
    """The same file, byte for byte, was already received."""


@transaction.atomic
def deposer_lot(*, fichier: File, nom: str, par: Agent | None, le: datetime) -> LotFlux:
    """Keep the file under the département's own folder, by pieces whatever its size.

    Raises ``FichierVide``, ``DejaCharge``.
    """
    identifiant = uuid7()
    chemin = Path(code_courant()) / "flux" / f"{identifiant}.xml"
    sha256, taille = _ecrire(fichier, Path(settings.MEDIA_ROOT) / chemin)
    connu = LotFlux.objects.exclude(etat=LotFlux.Etat.REFUSE).filter(sha256=sha256).first()
    if not taille or connu:
        (Path(settings.MEDIA_ROOT) / chemin).unlink()
    if not taille:
        raise FichierVide
    if connu:
        raise DejaCharge(
            f"Ce fichier a déjà été déposé le {connu.depose_le:%d/%m/%Y} : il n'a pas été chargé deux fois."
        )
    return LotFlux.objects.create(
        pk=identifiant,
        nom_fichier=nom[:200],
        chemin=str(chemin),
        sha256=sha256,
        taille=taille,
        depose_le=le,
        depose_par=par,
        battement_le=le,
    )


def _ecrire(fichier: File, cible: Path) -> tuple[str, int]:
    cible.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    empreinte, taille = hashlib.sha256(), 0
    with cible.open("wb") as sortie:
        for morceau in fichier.chunks():
            sortie.write(morceau)
            empreinte.update(morceau)
            taille += len(morceau)
    return empreinte.hexdigest(), taille
