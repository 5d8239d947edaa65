"""Verify a list by chunks: each commits with its counter, so that a restart goes on where it stopped."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from spie.socle.imports.lecture import ouvrir
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.services.depot import chemin_de
from spie.socle.imports.services.issue import decider
from spie.socle.imports.services.lignes import Lecteur, Lue, cellules_de, poser
from spie.socle.imports.states import IMPORT, EtatImport
from spie.socle.personnes.rapprochement import doublons
from spie.socle.territoires.isolation import departement_courant

TRANCHE = 500


def verifier(*, departement: str, import_id, horloge: Callable[[], datetime]) -> None:
    """Read the file again from where it is, and write one row for each line."""
    with departement_courant(departement):
        importe = ImportListe.objects.select_related("source").get(pk=import_id)
        jour = timezone.localdate(horloge())
        if importe.etat != EtatImport.VERIFICATION:
            return
        tableau, lecteur = ouvrir(chemin_de(importe)), Lecteur(importe.source, au=jour)
        brutes = [(rang, cellules_de(tableau.entetes, cases, importe.colonnes)) for rang, cases in tableau]
        lues = [lecteur.lire(cases, rang=rang) for rang, cases in brutes]
    repetees = doublons([lue.ligne for lue in lues if not lue.erreurs])
    for debut in range(importe.lus, len(brutes), TRANCHE):
        tranche = slice(debut, debut + TRANCHE)
        with departement_courant(departement):
            if not _verifier_tranche(importe, debut, brutes[tranche], lues[tranche], repetees, jour, horloge()):
                return
    with departement_courant(departement):
        _presenter(importe.pk)


def _verifier_tranche(
    importe: ImportListe,
    debut: int,
    brutes: Sequence[tuple[int, dict]],
    lues: Sequence[Lue],
    repetees: Mapping[int, int],
    jour: date,
    le: datetime,
) -> bool:
    """Write one chunk. False when someone else is at it, or when the list was linked again meanwhile."""
    verrou = ImportListe.objects.select_for_update().get(pk=importe.pk)
    if verrou.lus != debut or verrou.etat != EtatImport.VERIFICATION:
        return False
    issues = decider(lues, repetees=repetees, nature=importe.source.nature, au=jour)
    lignes = []
    for rang, cellules in brutes:
        ligne = poser(LigneListe(importe_id=importe.pk, rang=rang), issues[rang])
        ligne.sceller(cellules)
        lignes.append(ligne)
    LigneListe.objects.bulk_create(lignes)
    ImportListe.objects.filter(pk=importe.pk).update(lus=debut + len(brutes), battement_le=le)
    return True


def _presenter(import_id) -> None:
    importe = ImportListe.objects.get(pk=import_id)
    if importe.etat == EtatImport.VERIFICATION:
        IMPORT.move(importe, "presenter")
        importe.save(update_fields=["etat"])
