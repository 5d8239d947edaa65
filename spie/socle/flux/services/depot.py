"""Receive a file: look at it, refuse at once what can't be a flow, keep the rest as it came, once."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.flux.lecture import Entete, Examen, lire_entete
from spie.socle.flux.lecture.entete import MENSUEL, QUOTIDIEN
from spie.socle.flux.models import LotFlux
from spie.socle.refus import Refus
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


class FichierVide(Refus):
    message = "Ce fichier est vide. Choisissez le fichier XML reçu de la CAF ou de la MSA."


class FichierTropGros(Refus):
    """More than what the largest département may receive."""


class DejaCharge(Refus):
    """The same file, byte for byte, was already received."""


class PlusAncien(Refus):
    """A newer file of the same body is loaded, and nobody said that this one is wanted all the same."""


@transaction.atomic
def deposer_lot(*, fichier: File, nom: str, par: Agent | None, le: datetime, meme_plus_ancien: bool = False) -> LotFlux:
    """Keep the file under the département's own folder, by pieces whatever its size.

    ``meme_plus_ancien``: accept a file older than the last one; it never replaces a newer value.
    Raises ``FichierVide``, ``FichierTropGros``, ``FichierIllisible``, ``DejaCharge``, ``PlusAncien``.
    """
    identifiant = uuid7()
    relatif = Path(code_courant()) / "flux" / f"{identifiant}.xml"
    chemin = Path(settings.MEDIA_ROOT) / relatif
    try:
        sha256, taille = _recevoir(fichier, chemin)
        _deja_charge(sha256)
        entete = lire_entete(chemin, departement=code_courant())
        if not meme_plus_ancien:
            _plus_ancien(entete)
    except Refus:
        chemin.unlink()
        raise
    return LotFlux.objects.create(
        pk=identifiant,
        nom_fichier=nom[:200],
        chemin=str(relatif),
        sha256=sha256,
        taille=taille,
        organisme=entete.organisme,
        nature=entete.nature,
        reference_le=entete.reference,
        meme_plus_ancien=meme_plus_ancien,
        depose_le=le,
        depose_par=par,
        battement_le=le,
    )


def _recevoir(fichier: File, cible: Path) -> tuple[str, int]:
    cible.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    empreinte, examen, taille = hashlib.sha256(), Examen(), 0
    with cible.open("wb") as sortie:
        for morceau in fichier.chunks():
            sortie.write(morceau)
            empreinte.update(morceau)
            examen.voir(morceau)
            taille += len(morceau)
            if taille > settings.FLUX_TAILLE_MAXIMALE:
                gigas = settings.FLUX_TAILLE_MAXIMALE / 1024**3
                raise FichierTropGros(f"Ce fichier dépasse {gigas:g} Go : ce n'est pas le flux d'un département.")
    if not taille:
        raise FichierVide
    examen.conclure()
    return empreinte.hexdigest(), taille


def _deja_charge(sha256: str) -> None:
    connu = LotFlux.objects.exclude(etat=LotFlux.Etat.REFUSE).filter(sha256=sha256).first()
    if connu:
        raise DejaCharge(
            f"Ce fichier a déjà été déposé le {connu.depose_le:%d/%m/%Y} : il n'a pas été chargé deux fois."
        )


def _plus_ancien(entete: Entete) -> None:
    """A monthly file comes after daily ones that speak of later days: it is compared with monthly ones only."""
    natures = [MENSUEL] if entete.nature == MENSUEL else [MENSUEL, QUOTIDIEN]
    recents = LotFlux.objects.filter(
        etat__in=[LotFlux.Etat.CHARGEMENT, LotFlux.Etat.CHARGE], organisme=entete.organisme, nature__in=natures
    )
    recent = recents.filter(reference_le__gt=entete.reference).order_by("-reference_le").first()
    if recent:
        raise PlusAncien(
            f"Ce fichier parle du {entete.reference:%d/%m/%Y} et celui du {recent.reference_le:%d/%m/%Y} est déjà"
            " chargé. S'il manque vraiment, cochez « Charger même s'il est plus ancien » :"
            " aucune valeur plus récente ne sera remplacée."
        )
