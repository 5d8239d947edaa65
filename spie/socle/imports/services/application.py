"""Import the rows that are picked: by chunks, each row under its own savepoint, its failure said and kept."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.historique.services import Event, emit, emit_all
from spie.socle.historique.signature import Origine, signer
from spie.socle.imports.events import ListeImportee, PersonneCompletee, PersonneImportee, SuiviRepris
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.services.correction import COLONNES_ECRITES
from spie.socle.imports.services.depot import reserver
from spie.socle.imports.services.ecriture import ecrire
from spie.socle.imports.services.issue import decider
from spie.socle.imports.services.lignes import Lecteur, Lue, poser
from spie.socle.imports.states import IMPORT, EtatImport, StatutLigne
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant

TRANCHE = 100


class RienAImporter(Refus):
    message = "Aucune ligne n'est cochée : cochez celles que vous voulez importer."


@transaction.atomic
def lancer(*, importe: ImportListe, par: Agent, le: datetime) -> ImportListe:
    """Ask for the picked rows to be imported.

    Raises ``RienAImporter``, ``ImportEnCours``, ``TransitionInterdite``.
    """
    a_faire = importe.lignes.a_importer().count()
    if not a_faire:
        raise RienAImporter
    reserver(importe.source, sauf=importe.pk)
    IMPORT.move(importe, "appliquer")
    importe.a_faire = a_faire
    importe.applique_par, importe.applique_le, importe.debut_le, importe.battement_le = par, le, le, le
    importe.save(update_fields=["etat", "a_faire", "applique_par", "applique_le", "debut_le", "battement_le"])
    return importe


def appliquer(*, departement: str, import_id, horloge: Callable[[], datetime]) -> None:
    """Write what is left to write: the rows already done say so, a restart goes on after them."""
    encore = True
    while encore:
        with departement_courant(departement):
            encore = _tranche(import_id, horloge())
    with departement_courant(departement):
        _conclure(import_id, horloge())


def _tranche(import_id, le: datetime) -> bool:
    """One chunk. False when nothing is left, or when it is not for us to do."""
    importe = (
        ImportListe.objects.select_for_update(of=("self",)).select_related("source", "applique_par").get(pk=import_id)
    )
    lignes = list(importe.lignes.a_importer()[:TRANCHE]) if importe.etat == EtatImport.APPLICATION else []
    if not lignes:
        return False
    signer(origine=Origine.IMPORT, par=importe.applique_par, le=le)
    lecteur = Lecteur(importe.source, au=timezone.localdate(le))
    lues = [lecteur.lire(ligne.cellules, rang=ligne.rang) for ligne in lignes]
    apparues = _apparues(importe, lignes, lues, au=timezone.localdate(le))
    faites = [
        event
        for ligne, lue in zip(lignes, lues, strict=True)
        if ligne.pk not in apparues
        for event in _importer(importe, ligne, lue, le)
    ]
    emit_all(faites, par=importe.applique_par)
    ImportListe.objects.filter(pk=import_id).update(battement_le=le)
    return True


def _apparues(importe: ImportListe, lignes: Sequence[LigneListe], lues: Sequence[Lue], *, au: date) -> set:
    """Rows to create whose person came by another way since the verification: asked again, not created twice."""
    nouvelles = {ligne.rang: ligne for ligne in lignes if ligne.statut == StatutLigne.A_CREER}
    issues = decider([lue for lue in lues if lue.rang in nouvelles], repetees={}, nature=importe.source.nature, au=au)
    apparues = []
    for rang, issue in issues.items():
        # Someone already said of these that they are other people.
        if not set(issue["candidates"]) <= set(nouvelles[rang].candidates):
            apparues.append(poser(nouvelles[rang], issue | {"cochee": False}))
    LigneListe.objects.bulk_update(apparues, COLONNES_ECRITES)
    return {ligne.pk for ligne in apparues}


def _importer(importe: ImportListe, ligne: LigneListe, lue: Lue, le: datetime) -> list[Event]:
    jour, nouvelle = timezone.localdate(le), ligne.statut == StatutLigne.A_CREER
    try:
        with transaction.atomic():
            personne, apportes = ecrire(ligne, lue.ligne, nature=importe.source.nature, jour=jour)
    except (DataError, IntegrityError) as erreur:
        ligne.statut, ligne.phrase, ligne.cochee = StatutLigne.ECHEC, _en_francais(erreur), False
        ligne.save(update_fields=["statut", "phrase", "cochee"])
        return []
    ligne.statut = StatutLigne.CREEE if nouvelle else StatutLigne.MODIFIEE
    if not (nouvelle or apportes or lue.reprise):
        ligne.statut = StatutLigne.A_JOUR
    ligne.personne = personne
    ligne.save(update_fields=["statut", "personne", "journal_scelle"])
    return _faits(importe, ligne, lue, apportes, le)


def _faits(importe: ImportListe, ligne: LigneListe, lue: Lue, apportes: list[str], le: datetime) -> list[Event]:
    commun = {"import_id": importe.pk, "personne_id": ligne.personne_id, "survenu_le": le}
    faits: list[Event] = []
    if ligne.statut == StatutLigne.CREEE:
        faits.append(PersonneImportee(**commun))
    elif apportes:
        faits.append(PersonneCompletee(**commun, champs=apportes))
    if lue.reprise:
        faits.append(SuiviRepris(**commun, ligne_id=ligne.pk, jour=timezone.localdate(le), **vars(lue.reprise)))
    return faits


def _en_francais(erreur: Exception) -> str:
    """Say what the base refused, without the values: they may be a name or a NIR."""
    contrainte = getattr(getattr(erreur.__cause__, "diag", None), "constraint_name", None)
    if contrainte == "une_personne_par_nir":
        return "Ce NIR est déjà celui d'une autre personne : comparez les deux fiches."
    if isinstance(erreur, DataError):
        return "Une case de cette ligne est trop longue ou impossible."
    return "Cette ligne contredit ce qui est déjà enregistré. Réessayez : elle sera vérifiée de nouveau."


def _conclure(import_id, le: datetime) -> None:
    importe = ImportListe.objects.select_related("applique_par").get(pk=import_id)
    if importe.etat != EtatImport.APPLICATION:
        return
    IMPORT.move(importe, "conclure")
    importe.save(update_fields=["etat"])
    comptes = importe.lignes.comptes()
    emit(
        ListeImportee(
            import_id=importe.pk,
            creees=comptes.get(StatutLigne.CREEE, 0),
            modifiees=comptes.get(StatutLigne.MODIFIEE, 0),
            echecs=comptes.get(StatutLigne.ECHEC, 0),
            survenu_le=le,
        ),
        par=importe.applique_par,
    )
