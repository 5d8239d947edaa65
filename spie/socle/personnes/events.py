"""What happens to a person's right, as the paying body tells it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from spie.socle.historique.services import Event


@dataclass(frozen=True, kw_only=True)
class EntreeDroitsDevoirs(Event):
    """The person becomes subject to rights and duties (CASF, L. 262-28). ``droit_notifie_le`` is E1,
    ``info_recue_le`` is E3: when the département received the information (CASF, D. 262-65-2)."""

    personne_id: UUID
    droit_notifie_le: date
    info_recue_le: date


@dataclass(frozen=True, kw_only=True)
class SortieDroitsDevoirs(Event):
    """The person is no longer subject to rights and duties, or the right is closed."""

    personne_id: UUID
    motif: str
