"""What happens on a path, said to whoever is above."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class ParcoursOuvert(Event):
    """A person must be oriented: the six weeks run from these two dates (E1 and E3)."""

    parcours_id: UUID
    droit_notifie_le: date
    info_recue_le: date


@dataclass(frozen=True, kw_only=True)
class ParcoursClos(Event):
    parcours_id: UUID
    motif: str


@dataclass(frozen=True, kw_only=True)
class PersonneConvoquee(Event):
    convocation_id: UUID
    session_id: UUID
    rang: int


@dataclass(frozen=True, kw_only=True)
class PresenceConstatee(Event):
    convocation_id: UUID
    session_id: UUID
    etat: str
    identite_vue: bool
    domicile_vu: bool


@dataclass(frozen=True, kw_only=True)
class AbsenceQualifiee(Event):
    convocation_id: UUID
    etat: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class SessionCreee(Event):
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionDeplacee(Event):
    session_id: UUID
    version: int
    ancien_debut: str
    nouveau_debut: str


@dataclass(frozen=True, kw_only=True)
class SessionAnnulee(Event):
    session_id: UUID
    motif: str


@dataclass(frozen=True, kw_only=True)
class ParcoursConfie(Event):
    """A referent now carries the path."""

    parcours_id: UUID
    modalite: str
    structure_id: UUID
    referent_id: UUID


@dataclass(frozen=True, kw_only=True)
class ParcoursRepris(Event):
    """Another tool followed this path before. ``ligne_id``: the imported row, with which all this is undone."""

    parcours_id: UUID
    ligne_id: UUID
    referent_id: UUID | None
    orientee_le: date | None
    type_contrat: str
