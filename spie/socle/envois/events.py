"""What happens to a message, said to whoever is above."""

from dataclasses import dataclass
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class EnvoiAnnule(Event):
    envoi_id: UUID
    motif: str


@dataclass(frozen=True, kw_only=True)
class EnvoiRelance(Event):
    envoi_id: UUID


@dataclass(frozen=True, kw_only=True)
class CourrierConsulte(Event):
    """Someone opened the PDF of a letter."""

    envoi_id: UUID


@dataclass(frozen=True, kw_only=True)
class CourriersImprimes(Event):
    lot: UUID
    nombre: int


@dataclass(frozen=True, kw_only=True)
class SmsRecu(Event):
    """A person wrote back. ``est_stop``: they want no more SMS."""

    message_id: UUID
    est_stop: bool
