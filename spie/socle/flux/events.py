"""What the flow itself says of a person, for the chronology."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class AbsenceDuFlux(Event):
    """A complete monthly file no longer holds the person's household. Nothing is closed by it."""

    dossier_id: UUID
    depuis_le: date


@dataclass(frozen=True, kw_only=True)
class RetourDansLeFlux(Event):
    dossier_id: UUID
    revenu_le: date


@dataclass(frozen=True, kw_only=True)
class FaitGenerateurRecu(Event):
    """One event of the daily flow: ``code`` as received, ``liquide_le`` the day the paying body dealt with it."""

    dossier_id: UUID
    code: str
    liquide_le: date


@dataclass(frozen=True, kw_only=True)
class MutationAnnoncee(Event):
    """The household leaves for another paying body (``vers``), or comes from one (``venu_de``): « CAF 261 »."""

    dossier_id: UUID
    vers: str
    venu_de: str
