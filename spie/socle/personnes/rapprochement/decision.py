"""What is received, what is decided of it, and why: the words exchanged between a source and the matching."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from spie.socle.personnes.identite.nir import Nir


class Verdict(StrEnum):
    MEME = "MEME"  # the same person: the row completes it
    PROBABLE = "PROBABLE"  # proposed, both side by side; someone says yes or no
    DIVERGENCE = "DIVERGENCE"  # an identifier says yes, the identity says no: asked before anything is written
    NOUVELLE = "NOUVELLE"  # nobody known


EN_CLAIR = {
    Verdict.MEME: "même personne",
    Verdict.PROBABLE: "probablement la même personne",
    Verdict.DIVERGENCE: "identités différentes : à vérifier",
    Verdict.NOUVELLE: "nouvelle personne",
}


@dataclass(frozen=True, kw_only=True)
class LigneRecue:
    """One incoming row, already read by ``identite``: values only, never raw text.

    ``rang`` is the caller's own (row of the file, position in the call). Empty means « not given ».
    ``matricule`` is the key to compare (``Matricule.cle``), telephones are E.164.
    """

    rang: int
    nom: str = field(repr=False, default="")
    prenom: str = field(repr=False, default="")
    nom_naissance: str = field(repr=False, default="")
    autres_prenoms: str = field(repr=False, default="")
    naissance: date | None = field(repr=False, default=None)
    sexe: str = ""  # « 1 » or « 2 »
    nir: Nir | None = None
    numero_demande: str = field(repr=False, default="")
    matricule: str = field(repr=False, default="")
    role: str = ""  # Personne.Role
    telephones: tuple[str, ...] = field(repr=False, default=())
    courriels: tuple[str, ...] = field(repr=False, default=())
    commune_naissance: str = field(repr=False, default="")


@dataclass(frozen=True)
class Raison:
    """One rule that spoke: its code in ``regles.csv``, its points, and the sentence for the screen."""

    code: str
    poids: int
    phrase: str
    designe: bool = False  # a number that is someone's: NIR, place in a file
    contredit: bool = False


class Ecart(StrEnum):
    IDENTIQUE = "IDENTIQUE"
    DIFFERENT = "DIFFERENT"
    COMPLETE = "COMPLETE"  # we had nothing: the row fills it
    ABSENT = "ABSENT"  # the row has nothing: ours stays


@dataclass(frozen=True)
class Champ:
    """One line of the side-by-side comparison. The NIR is masked on both sides."""

    nom: str
    libelle: str
    recu: str = field(repr=False)
    connu: str = field(repr=False)
    ecart: Ecart


@dataclass(frozen=True)
class Situation:
    """Where a known person stands, as the app that follows people says it."""

    clos_le: date | None = None
    motif_cloture: str = ""
    structure_id: UUID | None = None
    structure: str = ""
    referent: str = ""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Someone known who looks like the row, with what speaks for and against."""

    personne_id: UUID
    foyer_id: UUID
    nom: str = field(repr=False)  # as shown
    score: int
    verdict: Verdict
    raisons: tuple[Raison, ...]
    comparaison: tuple[Champ, ...]
    avertissements: tuple[str, ...] = ()
    situation: Situation | None = None

    def dit(self, *codes: str) -> bool:
        """One of these rules spoke."""
        return any(raison.code in codes for raison in self.raisons)


@dataclass(frozen=True)
class Decision:
    """What to do of one row. ``candidates``: best first, empty for someone unknown.

    ``phrase`` is for the screen, ``avertissements`` too (path closed, other structure, possible duplicate…).
    ``foyer_id``: the household to join when the row is someone new of a known file.
    """

    rang: int
    verdict: Verdict
    phrase: str
    candidates: tuple[Candidate, ...] = ()
    avertissements: tuple[str, ...] = ()
    foyer_id: UUID | None = None

    @property
    def candidate(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def personne_id(self) -> UUID | None:
        """The person who is the same, or who is shown beside the row; None when new."""
        return self.candidate.personne_id if self.candidate else None
