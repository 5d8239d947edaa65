"""What happens to imported lists. No name, no number: identifiers and counts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class ListeDeposee(Event):
    import_id: UUID
    source_id: UUID
    lignes: int


@dataclass(frozen=True, kw_only=True)
class ListeImportee(Event):
    import_id: UUID
    creees: int
    modifiees: int
    echecs: int


@dataclass(frozen=True, kw_only=True)
class PersonneImportee(Event):
    """Someone was created by a list."""

    import_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonneCompletee(Event):
    """``champs``: what the list filled."""

    import_id: UUID
    champs: list[str]


@dataclass(frozen=True, kw_only=True)
class SuiviRepris(Event):
    """Another tool followed this person: who, since when, under which contract. ``referent_id``: an affectation.

    Who reacts adds what it wrote to the journal of the row (``services.completer_journaux``), to be undone with it.
    """

    import_id: UUID
    ligne_id: UUID
    jour: date  # of the import
    referent_id: UUID | None
    modalite: str
    orientee_le: date | None
    droit_notifie_le: date | None
    type_contrat: str
    contrat_du: date | None
    contrat_au: date | None
    contrat_avant_le: date | None


@dataclass(frozen=True, kw_only=True)
class LectureGardee(Event):
    """Somebody had opened a file that the undoing of an import takes back: it stays told under its identifier."""

    import_id: UUID
    agent_id: UUID
    lue_le: datetime


@dataclass(frozen=True, kw_only=True)
class ImportAnnule(Event):
    import_id: UUID
    defaites: int
