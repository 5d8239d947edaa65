"""What happens to a decision, said to whoever is above."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class SixSemainesOuvertes(Event):
    orientation_id: UUID
    echeance_locale: date
    echeance_legale: date


@dataclass(frozen=True, kw_only=True)
class OrientationDecidee(Event):
    orientation_id: UUID
    modalite: str
    structure_id: UUID
    referent_id: UUID
    motif_depassement: str = ""


@dataclass(frozen=True, kw_only=True)
class OrientationBasculee(Event):
    """The legal six weeks are over without a decision."""

    orientation_id: UUID
    echeance_legale: date
