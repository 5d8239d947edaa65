"""Load a file: read it whole, wait for a human if too many people disappear, merge it by chunks that restart."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError

from spie.socle.calendrier.parametres import valeur
from spie.socle.flux.models import FoyerRejete, LotFlux, ReceptionFoyer
from spie.socle.flux.services import reception
from spie.socle.flux.services.fusion import droits, fin, foyers, issues, mouvements, personnes, preparation, tranche
from spie.socle.flux.services.fusion.executer import Etape
from spie.socle.flux.services.prise import LotPerdu, Prise, prendre
from spie.socle.flux.states import LOT, EtatLot
from spie.socle.historique.services import emit_all
from spie.socle.territoires.isolation import departement_courant

TRANCHE = 2500


def charger(
    *,
    departement: str,
    lot_id: UUID,
    horloge: Callable[[], datetime],
    suivi: Callable[[LotFlux], None] = lambda lot: None,
) -> LotFlux:
    """Load what is left of a lot, unless someone else does or it is not its turn. ``suivi`` hears after each chunk."""
    prise = prendre(departement=departement, lot_id=lot_id, horloge=horloge)
    if prise:
        try:
            if _lire(prise, suivi) and _confirme(prise):
                _fusionner(prise, suivi)
        except LotPerdu:
            pass  # whoever took it over goes on: their lot is the one given back
    with departement_courant(departement):
        return LotFlux.objects.get(pk=lot_id)


def _lire(prise: Prise, suivi) -> bool:
    """Read the file, unless an earlier run did."""
    return prise.lire().est_lu or reception.recevoir(prise, suivi)


def _confirme(prise: Prise) -> bool:
    """Gives whether the lot may be merged: nobody unexpected disappears, or a human has confirmed."""
    with prise.transaction() as lot:
        if lot.etat == EtatLot.CHARGEMENT:
            return True
        etape = Etape(lot, 1, lot.lus, prise.horloge())
        if doubles := preparation.preparer(etape):
            _avertir(lot, f"{doubles} foyers reviennent plus loin dans le fichier : le dernier état est retenu.")
        if not lot.decide_le and lot.complet and _trop_de_disparitions(etape):
            lot.etat, lot.jeton = EtatLot.ATTENTE, None
            return False
        LOT.move(lot, "charger")
        lot.commencer_phase(le=prise.horloge())
        return True


def _avertir(lot: LotFlux, phrase: str) -> None:
    if phrase not in lot.avertissements:
        lot.avertissements.append(phrase)


def _trop_de_disparitions(etape: Etape) -> bool:
    disparues, connues = preparation.disparitions(etape)
    seuil = valeur("flux.disparitions_maximales", au=etape.reference)
    etape.lot.attente = {"disparues": disparues, "connues": connues, "seuil": seuil}
    return disparues * 100 > connues * seuil


def _fusionner(prise: Prise, suivi) -> None:
    lot = prise.lire()
    while lot.ecrits < lot.lus:
        lot = _tranche(prise, lot.ecrits + 1, min(lot.ecrits + TRANCHE, lot.lus))
        suivi(lot)
    with prise.transaction() as lot:
        etape = Etape(lot, 1, lot.lus, prise.horloge())
        fin.sortir(etape)
        if lot.complet:
            fin.disparaitre(etape)
        emit_all(etape.evenements, par=None)
        reception.oublier(lot)
        LOT.move(lot, "finir")
        lot.jeton, lot.fin_le = None, prise.horloge()


def _tranche(prise: Prise, debut: int, fin_: int) -> LotFlux:
    """Merge one chunk. When the base refuses it, look for the household at fault: it is left aside alone."""
    try:
        with prise.transaction() as lot:
            _ecrire(Etape(lot, debut, fin_, prise.horloge()))
            lot.ecrits = fin_
        return lot
    except (DataError, IntegrityError) as erreur:
        if debut == fin_:
            return _rejeter(prise, debut, _en_francais(erreur))
    milieu = (debut + fin_) // 2
    _tranche(prise, debut, milieu)
    return _tranche(prise, milieu + 1, fin_)


def _ecrire(etape: Etape) -> None:
    """One chunk, its rejects, its events, its report and its counters, in one transaction."""
    lot = etape.lot
    lot.rejetes += tranche.reconnaitre(etape)
    issues.ouvrir(etape)
    foyers.fusionner(etape)
    personnes.fusionner(etape)
    lot.entrees += droits.fusionner(etape)
    mouvements.fusionner(etape)
    for nom, nombre in issues.rapporter(etape).items():
        setattr(lot, nom, getattr(lot, nom) + nombre)
    emit_all(etape.evenements, par=None)


def _rejeter(prise: Prise, rang: int, motif: str) -> LotFlux:
    with prise.transaction() as lot:
        recu = ReceptionFoyer.objects.get(lot_id=lot.pk, rang=rang)
        FoyerRejete.objects.create(
            lot=lot, rang=rang, ligne=recu.ligne, numero_demande=recu.numero_demande, motif=motif
        )
        lot.rejetes, lot.ecrits = lot.rejetes + 1, rang
    return lot


def _en_francais(erreur: Exception) -> str:
    """Say what the database refused, without the values: they may be a name or a NIR."""
    contrainte = getattr(getattr(erreur.__cause__, "diag", None), "constraint_name", None)
    if contrainte == "une_personne_par_nir":
        return "Le NIR d'une personne de ce foyer est déjà celui d'une autre personne."
    if isinstance(erreur, DataError):
        return "Une valeur de ce foyer est trop longue ou impossible."
    return f"La base refuse ce foyer (règle « {contrainte} »)."
