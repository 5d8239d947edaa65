"""What happens to a person: to their right, as the paying body tells it, and to what we know of them."""

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


@dataclass(frozen=True, kw_only=True)
class IdentiteCorrigee(Event):
    """``champs``: their names. What they were and became is in ``Changement``."""

    champs: list[str]
    motif: str


@dataclass(frozen=True, kw_only=True)
class NirNote(Event):
    """The NIR was given or corrected, or we know why there is none. The number itself is nowhere but in its row."""

    motif: str


@dataclass(frozen=True, kw_only=True)
class EchangesNotes(Event):
    """The languages, the need of an interpreter or the preferred channel."""

    champs: list[str]


@dataclass(frozen=True, kw_only=True)
class ContactAjoute(Event):
    contact_id: UUID
    nature: str
    titulaire: str


@dataclass(frozen=True, kw_only=True)
class ContactModifie(Event):
    contact_id: UUID
    nature: str


@dataclass(frozen=True, kw_only=True)
class ContactVerifie(Event):
    contact_id: UUID
    nature: str


@dataclass(frozen=True, kw_only=True)
class ContactTermine(Event):
    contact_id: UUID
    nature: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class OppositionEnregistree(Event):
    """No more messages by this channel: what waits to leave by it must not leave."""

    opposition_id: UUID
    canal: str


@dataclass(frozen=True, kw_only=True)
class OppositionLevee(Event):
    opposition_id: UUID
    canal: str


@dataclass(frozen=True, kw_only=True)
class AdresseChangee(Event):
    adresse_id: UUID
    nature: str


@dataclass(frozen=True, kw_only=True)
class FoyerQuitte(Event):
    """The person now has a household of their own."""

    ancien_foyer_id: UUID
    foyer_id: UUID
    motif: str


@dataclass(frozen=True, kw_only=True)
class DepartementQuitte(Event):
    """The person has left the département: their path stops here."""

    personne_id: UUID
    depart_id: UUID
    destination: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class DossierRetrouve(Event):
    """Someone we already knew is here again: the old file continues. ``suivie_jusqu_au``: when it had stopped."""

    suivie_jusqu_au: date | None
    motif: str


@dataclass(frozen=True, kw_only=True)
class PersonneRevenue(Event):
    """Back, and still subject to rights and duties: to be oriented anew, from the day we learnt it."""

    personne_id: UUID
    droit_notifie_le: date
    info_recue_le: date


@dataclass(frozen=True, kw_only=True)
class DossierTransmis(Event):
    depart_id: UUID
    destination: str


@dataclass(frozen=True, kw_only=True)
class DossierAccueilli(Event):
    """The file that another département handed over is accepted here."""

    pli_id: UUID
    expediteur: str


@dataclass(frozen=True, kw_only=True)
class DossierDecline(Event):
    """Refused here; no person is named, since none was received."""

    pli_id: UUID
    expediteur: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class ReponseRecue(Event):
    """What the other département answered to our hand-over."""

    depart_id: UUID
    destination: str
    suite: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class FichesReunies(Event):
    """``autre_id`` no longer exists: everything it had is on ``personne_id``."""

    fusion_id: UUID
    autre_id: UUID
    motif: str


@dataclass(frozen=True, kw_only=True)
class FusionDefaite(Event):
    """Said on both files, which are two again."""

    fusion_id: UUID


@dataclass(frozen=True, kw_only=True)
class IdentitesRapprochees(Event):
    """A program asked who these people are. How many of each answer; who was found is in ``Consultation``."""

    jeton_id: UUID
    lignes: int
    memes: int
    probables: int
    divergences: int
    nouvelles: int
