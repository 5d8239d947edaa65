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
from spie.socle.imports.services.ecriture import enregistrer, preparer
from spie.socle.imports.services.issue import decider
from spie.socle.imports.services.lignes import Lecteur, Lue, poser
from spie.socle.imports.states import IMPORT, EtatImport, StatutLigne
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant

TRANCHE = 100
ECRITES = ("statut", "phrase", "cochee", "personne", "journal_scelle")


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
    paires = [(ligne, lue) for ligne, lue in zip(lignes, lues, strict=True) if ligne.pk not in apparues]
    faites = _importer(importe, paires, le)
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


def _importer(importe: ImportListe, paires: Sequence[tuple[LigneListe, Lue]], le: datetime) -> list[Event]:
    """Who is new all at once, one by one if the base refuses one of them; who is known one by one."""
    nouvelles = [paire for paire in paires if paire[0].statut == StatutLigne.A_CREER]
    connues = [paire for paire in paires if paire[0].statut != StatutLigne.A_CREER]
    try:
        with transaction.atomic():
            faits = _ecrire(importe, nouvelles, le)
    except (DataError, IntegrityError):
        connues = [*nouvelles, *connues]
        faits = []
    for ligne, lue in connues:
        faits += _une_par_une(importe, ligne, lue, le)
    LigneListe.objects.bulk_update([ligne for ligne, _ in paires], ECRITES)
    return faits


def _une_par_une(importe: ImportListe, ligne: LigneListe, lue: Lue, le: datetime) -> list[Event]:
    """One row under its own savepoint: its refusal by the base leaves the others alone."""
    connue = ligne.personne_id if ligne.statut != StatutLigne.A_CREER else None
    try:
        with transaction.atomic():
            return _ecrire(importe, [(ligne, lue)], le)
    except (DataError, IntegrityError) as erreur:
        ligne.personne_id, ligne.journal_scelle = connue, None
        ligne.statut, ligne.phrase, ligne.cochee = StatutLigne.ECHEC, _en_francais(erreur), False
        return []


def _ecrire(importe: ImportListe, paires: Sequence[tuple[LigneListe, Lue]], le: datetime) -> list[Event]:
    """Write rows, and set on them what became of them only once it is done."""
    jour, nature = timezone.localdate(le), importe.source.nature
    prepares = [(ligne, lue, *preparer(ligne, lue.ligne, nature=nature, jour=jour)) for ligne, lue in paires]
    enregistrer(ecriture for _, _, ecriture, _ in prepares)
    faits: list[Event] = []
    for ligne, lue, _, apportes in prepares:
        ligne.statut = _issue(ligne, lue, apportes)
        faits += _faits(importe, ligne, lue, apportes, le)
    return faits


def _issue(ligne: LigneListe, lue: Lue, apportes: list[str]) -> StatutLigne:
    if ligne.statut == StatutLigne.A_CREER:
        return StatutLigne.CREEE
    return StatutLigne.MODIFIEE if apportes or lue.reprise else StatutLigne.A_JOUR


def _faits(importe: ImportListe, ligne: LigneListe, lue: Lue, apportes: list[str], le: datetime) -> list[Event]:
    commun: dict = {"import_id": importe.pk, "personne_id": ligne.personne_id, "survenu_le": le}
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
