"""Load a verified file by chunks: each commits with its counters, so that a restart goes on where it stopped."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from spie.socle.flux.lecture import FoyerLu, controler, elements, lire_foyer
from spie.socle.flux.models import FoyerRejete, LotFlux
from spie.socle.flux.services.connus import Connus
from spie.socle.flux.services.ecriture import Ecriture
from spie.socle.historique.services import emit_all
from spie.socle.historique.signature import Origine, signer
from spie.socle.territoires.isolation import departement_courant

TRANCHE = 100


def controler_lot(*, departement: str, lot_id, horloge: Callable[[], datetime]) -> bool:
    """Verify the whole file; what is wrong is kept in the lot, and nothing is written. Gives whether it is good."""
    with departement_courant(departement):
        lot = LotFlux.objects.get(pk=lot_id)
        LotFlux.objects.filter(pk=lot_id).update(etat=LotFlux.Etat.CONTROLE, battement_le=horloge())
    controle = controler(chemin_de(lot), departement=departement)
    with departement_courant(departement):
        champs: dict[str, Any] = {
            "nature": controle.nature,
            "reference_le": controle.reference,
            "total": controle.total,
            "avertissements": controle.avertissements,
        }
        if controle.erreurs:
            champs |= {"etat": LotFlux.Etat.REFUSE, "fin_le": horloge(), "erreurs": controle.erreurs}
        else:
            champs |= {"etat": LotFlux.Etat.CHARGEMENT, "debut_le": horloge()}
        LotFlux.objects.filter(pk=lot_id).update(battement_le=horloge(), **champs)
    return not controle.erreurs


def charger(
    *, departement: str, lot_id, horloge: Callable[[], datetime], suivi: Callable[[LotFlux], None] = lambda lot: None
) -> LotFlux:
    """Verify if it is not done, then load what is left of a lot. ``suivi`` is told after each chunk.

    ``horloge`` gives the time: a load is long, and each chunk signs with its own.
    """
    with departement_courant(departement):
        lot = LotFlux.objects.get(pk=lot_id)
    if lot.etat in (LotFlux.Etat.DEPOSE, LotFlux.Etat.CONTROLE):
        controler_lot(departement=departement, lot_id=lot_id, horloge=horloge)
    with departement_courant(departement):
        lot.refresh_from_db()
    if lot.etat != LotFlux.Etat.CHARGEMENT:
        return lot
    for tranche in _tranches(_restants(lot)):
        with departement_courant(departement):
            lot = _charger_tranche(lot, tranche, le=horloge())
        suivi(lot)
    with departement_courant(departement):
        LotFlux.objects.filter(pk=lot_id).update(etat=LotFlux.Etat.CHARGE, fin_le=horloge(), battement_le=horloge())
        return LotFlux.objects.get(pk=lot_id)


def _tranches(foyers: Iterator[FoyerLu]) -> Iterator[tuple[FoyerLu, ...]]:
    while tranche := tuple(islice(foyers, TRANCHE)):
        yield tranche


def chemin_de(lot: LotFlux) -> Path:
    return Path(settings.MEDIA_ROOT) / lot.chemin


def _restants(lot: LotFlux) -> Iterator[FoyerLu]:
    """The households after those already committed."""
    rang = 0
    for bloc in elements(chemin_de(lot)):
        if bloc.tag == "InfosFoyerRSA":
            rang += 1
            if rang > lot.lus:
                yield lire_foyer(bloc)


def _charger_tranche(lot: LotFlux, foyers: tuple[FoyerLu, ...], *, le: datetime) -> LotFlux:
    """Write one chunk, its rejects, its events and its counters in one transaction."""
    # Two workers on the same lot (a restart that was too quick): the second finds the counter moved.
    verrou = LotFlux.objects.select_for_update().get(pk=lot.pk)
    if verrou.lus != lot.lus:
        return verrou
    signer(origine=Origine.CAF, le=le)
    connus, evenements, compte = Connus.lire(foyers), [], {"lus": len(foyers)}
    for rang, foyer in enumerate(foyers, lot.lus + 1):
        issue, suites = _charger_foyer(lot, rang, foyer, connus, le)
        compte[issue] = compte.get(issue, 0) + 1
        evenements += suites
    compte["entrees"] = sum(type(e).__name__ == "EntreeDroitsDevoirs" for e in evenements)
    emit_all(evenements, par=None)
    LotFlux.objects.filter(pk=lot.pk).update(battement_le=le, **{nom: F(nom) + n for nom, n in compte.items()})
    return LotFlux.objects.get(pk=lot.pk)


def _charger_foyer(lot: LotFlux, rang: int, foyer: FoyerLu, connus: Connus, le: datetime) -> tuple[str, list]:
    """One household under its own savepoint: its refusal by the database leaves the others alone."""
    ecriture = Ecriture(
        connus, lot.reference_le or timezone.localdate(lot.depose_le), timezone.localdate(lot.depose_le), le
    )
    try:
        with transaction.atomic():
            return ecriture.ecrire(foyer), ecriture.evenements
    except (DataError, IntegrityError) as erreur:
        motif = _en_francais(erreur)
    # What was half written is forgotten, in the base and here.
    connus.dossiers.pop(foyer.numero_demande, None)
    FoyerRejete.objects.create(lot=lot, rang=rang, ligne=foyer.ligne, numero_demande=foyer.numero_demande, motif=motif)
    return "rejetes", []


def _en_francais(erreur: Exception) -> str:
    """Say what the database refused, without the values: they may be a name or a NIR."""
    contrainte = getattr(getattr(erreur.__cause__, "diag", None), "constraint_name", None)
    if contrainte == "une_personne_par_nir":
        return "Le NIR d'une personne de ce foyer est déjà celui d'une autre personne."
    if isinstance(erreur, DataError):
        return "Une valeur de ce foyer est trop longue ou impossible."
    return f"La base refuse ce foyer (règle « {contrainte} »)."
