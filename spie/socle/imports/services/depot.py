"""Receive a list: read it at once, keep it as it came, and link its columns."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.imports.events import ListeDeposee
from spie.socle.imports.lecture import ouvrir, reconnaitre
from spie.socle.imports.lecture.colonnes import champs_de, forme
from spie.socle.imports.lecture.tableau import Tableau, verifier_taille
from spie.socle.imports.models import ImportListe, SourceListe
from spie.socle.imports.states import IMPORT, OUVERTS, EtatImport
from spie.socle.refus import Refus
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant


class ImportEnCours(Refus):
    message = (
        "Un import de cette source n'est pas terminé : finissez-le ou abandonnez-le avant d'en commencer un autre."
    )


class SourceDejaConnue(Refus):
    message = "Une source porte déjà ce nom, pour une autre sorte de liste : choisissez-la, ou donnez un autre nom."


class DejaImporte(Refus):
    """The same file, byte for byte."""


class PlusAncienne(Refus):
    """A newer list of the same source is imported, and nobody said that this one is wanted all the same."""


class ColonnesInsuffisantes(Refus):
    message = "Reliez au moins une colonne au nom et une autre au prénom, ou au NIR, pour reconnaître les personnes."


# Enough to know the words of a column by sight: what has more values is not a list of words.
VALEURS_APERCUES = 20


def chemin_de(importe: ImportListe) -> Path:
    return Path(settings.MEDIA_ROOT) / importe.chemin


@transaction.atomic
def nommer_source(*, nom: str, nature: str) -> SourceListe:
    """Give the source of that name, new or not. Raises ``SourceDejaConnue``."""
    connue = SourceListe.objects.filter(nom__iexact=nom).first()
    if connue and connue.nature != nature:
        raise SourceDejaConnue
    return connue or SourceListe.objects.create(nom=nom, nature=nature)


@transaction.atomic
def deposer(
    *,
    fichier: UploadedFile,
    nom: str,
    source: SourceListe,
    par: Agent,
    le: datetime,
    arretee_le: date | None = None,
    meme_plus_ancienne: bool = False,
) -> ImportListe:
    """Keep a file that can be read; one that can't leaves nothing behind.

    ``arretee_le``: the day the list speaks of, today unless told. When the source already taught us every column,
    the verification starts at once.
    Raises ``FichierIllisible``, ``ImportEnCours``, ``DejaImporte``, ``PlusAncienne``.
    """
    verifier_taille(fichier.size or 0)
    source, arretee_le = reserver(source), arretee_le or timezone.localdate(le)
    if not meme_plus_ancienne:
        _refuser_plus_ancienne(source, arretee_le)
    identifiant = uuid7()
    chemin = Path(code_courant()) / "imports" / str(identifiant)
    sha256, tableau = _lire(fichier, Path(settings.MEDIA_ROOT) / chemin)
    importe = ImportListe(
        pk=identifiant, source=source, nom_fichier=nom[:200], chemin=str(chemin), sha256=sha256,
        feuille=tableau.feuille[:80], entetes=list(tableau.entetes), total=len(tableau.lignes),
        colonnes=reconnaitre(tableau.entetes, source.colonnes, nature=source.nature),
        arretee_le=arretee_le, meme_plus_ancienne=meme_plus_ancienne,
        depose_le=le, depose_par=par, battement_le=le,
    )  # fmt: skip
    importe.sceller_apercu(tableau.apercu(VALEURS_APERCUES))
    importe.save(force_insert=True)
    emit(ListeDeposee(import_id=importe.pk, source_id=source.pk, lignes=importe.total, survenu_le=le), par=par)
    if _tout_est_su(importe):
        relier(importe=importe, colonnes=importe.colonnes, mots=source.mots, le=le)
    return importe


def reserver(source: SourceListe, *, sauf=None) -> SourceListe:
    """Lock the source: one of its lists at a time. Raises ``ImportEnCours``."""
    source = SourceListe.objects.select_for_update().get(pk=source.pk)
    if ImportListe.objects.filter(source=source, etat__in=OUVERTS).exclude(pk=sauf).exists():
        raise ImportEnCours
    return source


def _lire(fichier: UploadedFile, cible: Path) -> tuple[str, Tableau]:
    """Keep the file in ``cible`` and open it; nothing stays of one that is refused."""
    try:
        sha256 = _ecrire(fichier, cible)
        _refuser_le_meme(sha256)
        return sha256, ouvrir(cible)
    except Exception:
        cible.unlink(missing_ok=True)
        raise


def _ecrire(fichier: UploadedFile, cible: Path) -> str:
    cible.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    empreinte = hashlib.sha256()
    with cible.open("wb") as sortie:
        for morceau in fichier.chunks():
            sortie.write(morceau)
            empreinte.update(morceau)
    return empreinte.hexdigest()


def _refuser_le_meme(sha256: str) -> None:
    connu = ImportListe.objects.filter(sha256=sha256, etat=EtatImport.APPLIQUE).first()
    if connu:
        raise DejaImporte(f"Ce fichier a déjà été importé le {connu.depose_le:%d/%m/%Y} : il ne l'est pas deux fois.")


def _refuser_plus_ancienne(source: SourceListe, arretee_le: date) -> None:
    recentes = source.imports.filter(etat=EtatImport.APPLIQUE, arretee_le__gt=arretee_le)
    if recente := recentes.order_by("-arretee_le").first():
        raise PlusAncienne(
            f"Cette liste parle du {arretee_le:%d/%m/%Y}, et celle du {recente.arretee_le:%d/%m/%Y} est déjà importée."
            " Si elle manque vraiment, cochez « Importer même si elle est plus ancienne » :"
            " rien n'est écrit avant que vous l'ayez relue."
        )


def _tout_est_su(importe: ImportListe) -> bool:
    """Every header was linked, or left out on purpose, the last time."""
    return all(forme(entete) in importe.source.colonnes for entete in importe.entetes if entete)


@transaction.atomic
def relier(*, importe: ImportListe, colonnes: Mapping[str, str], mots: Mapping[str, dict], le: datetime) -> ImportListe:
    """Link headers to fields (empty: leave out), remember it for this source, and ask for the verification.

    Raises ``ColonnesInsuffisantes``, ``TransitionInterdite``.
    """
    permis = {champ.nom for champ in champs_de(importe.source.nature)}
    reliees = {entete: champ for entete, champ in colonnes.items() if champ in permis}
    pris = set(reliees.values())
    if not ({"nom", "prenom"} <= pris or "nir" in pris):
        raise ColonnesInsuffisantes
    IMPORT.move(importe, "relier")
    importe.lignes.all().delete()
    importe.colonnes, importe.lus, importe.debut_le, importe.battement_le = reliees, 0, le, le
    importe.save(update_fields=["etat", "colonnes", "lus", "debut_le", "battement_le"])
    source = importe.source
    source.colonnes |= {forme(entete): reliees.get(entete, "") for entete in importe.entetes if entete}
    source.mots = {champ: source.mots.get(champ, {}) | dict(mots.get(champ, {})) for champ in {*source.mots, *mots}}
    source.save(update_fields=["colonnes", "mots"])
    return importe


@transaction.atomic
def abandonner(*, importe: ImportListe) -> ImportListe:
    """Leave a list aside: nothing of it was written. Raises ``TransitionInterdite``."""
    IMPORT.move(importe, "abandonner")
    importe.save(update_fields=["etat"])
    return importe
