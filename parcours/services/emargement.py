"""Record who came, and qualify an absence. Never a sanction: that is for another service, and for a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from parcours.events import AbsenceQualifiee, PresenceConstatee
from parcours.models import Convocation, SessionIOC
from parcours.services.refus import AbsenceDejaQualifiee, SessionDejaAnnulee, SessionPasCommencee
from parcours.states import CONVOCATION, EtatConvocation, EtatSession
from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit, emit_all

VERBES = {"P": "constater_presence", "A": "constater_absence", "E": "excuser"}
_LETTRES = {
    EtatConvocation.PRESENTE: "P",
    EtatConvocation.ABSENTE_A_QUALIFIER: "A",
    EtatConvocation.ABSENTE_INJUSTIFIEE: "A",
    EtatConvocation.ABSENTE_JUSTIFIEE: "E",
}


@dataclass(frozen=True, kw_only=True)
class Constat:
    """What an agent says of one person. ``lu``: the mark of the row as it was on their screen."""

    convocation_id: UUID
    presence: str
    identite_vue: bool
    domicile_vu: bool
    lu: str


@dataclass(frozen=True)
class Conflit:
    """Someone else wrote something different meanwhile: what is wanted, what is recorded."""

    voulu: Constat
    convocation: Convocation


@dataclass(frozen=True)
class Feuille:
    """The outcome of one sheet: what was written, and what waits for a choice."""

    ecrites: list[Convocation] = field(default_factory=list)
    conflits: list[Conflit] = field(default_factory=list)


def lettre(convocation: Convocation) -> str:
    """P, A, E, or nothing when attendance is not recorded."""
    return _LETTRES.get(EtatConvocation(convocation.etat), "")


def marque(convocation: Convocation) -> str:
    """The mark of a row as recorded: it changes when someone records something else."""
    return f"{lettre(convocation)}{convocation.identite_vue:d}{convocation.domicile_vu:d}"


@transaction.atomic
def emarger(*, session: SessionIOC, constats: Sequence[Constat], par: Agent, le: datetime) -> Feuille:
    """Record a whole sheet in a number of queries that does not depend on its length.

    A row without answer stays as it is. A row that someone changed since it was read is not
    overwritten: it is given back as a ``Conflit``; the others are recorded. A mistake can be
    corrected later: the row keeps the last word, the history keeps them all.
    Attendance never stops the six weeks, only a decision does (CASF, D. 262-65-2).

    Raises ``SessionPasCommencee`` before the session starts, ``SessionDejaAnnulee``.
    """
    if session.etat == EtatSession.ANNULEE:
        raise SessionDejaAnnulee
    if not session.commencee(au=le):
        raise SessionPasCommencee
    feuille = Convocation.objects.pour_la_feuille(session.pk).select_for_update(of=("self",))
    lignes = {convocation.pk: convocation for convocation in feuille}
    resultat = Feuille()
    for constat in constats:
        ligne = lignes.get(constat.convocation_id)
        if ligne is None or not constat.presence or _deja_dit(ligne, constat):
            continue
        if marque(ligne) != constat.lu:
            resultat.conflits.append(Conflit(constat, ligne))
            continue
        resultat.ecrites.append(_ecrire(ligne, constat, par=par, le=le))
    _enregistrer(resultat.ecrites, par=par, le=le)
    return resultat


def _deja_dit(ligne: Convocation, constat: Constat) -> bool:
    """The row already says so: nothing to write, and an absence already qualified stays qualified."""
    return marque(ligne) == f"{constat.presence}{constat.identite_vue:d}{constat.domicile_vu:d}"


def _ecrire(ligne: Convocation, constat: Constat, *, par: Agent, le: datetime) -> Convocation:
    """Papers are seen on someone who came: an absent person has shown none."""
    if constat.presence != lettre(ligne):
        ligne.etat = CONVOCATION.transitions[VERBES[constat.presence]].target
        ligne.motif_absence, ligne.qualifiee_le, ligne.qualifiee_par = "", None, None
    ligne.identite_vue, ligne.domicile_vu = constat.identite_vue, constat.domicile_vu
    ligne.constatee_le, ligne.constatee_par = le, par
    return ligne


CHAMPS = ["etat", "identite_vue", "domicile_vu", "constatee_le", "constatee_par"]
CHAMPS_QUALIFICATION = ["motif_absence", "qualifiee_le", "qualifiee_par"]


def _enregistrer(lignes: list[Convocation], *, par: Agent, le: datetime) -> None:
    Convocation.objects.bulk_update(lignes, CHAMPS + CHAMPS_QUALIFICATION, batch_size=500)
    emit_all([_evenement(ligne, le) for ligne in lignes], par=par)


def _evenement(ligne: Convocation, le: datetime) -> PresenceConstatee:
    return PresenceConstatee(
        convocation_id=ligne.pk,
        session_id=ligne.session_id,
        personne_id=ligne.parcours.personne_id,
        etat=ligne.etat,
        identite_vue=ligne.identite_vue,
        domicile_vu=ligne.domicile_vu,
        survenu_le=le,
    )


@transaction.atomic
def qualifier(*, convocation: Convocation, retenu: bool, motif: str, par: Agent, le: datetime) -> Convocation:
    """Say whether the reason given for an absence is accepted. A named person answers for it.

    Nothing follows by itself: no notice, no suspension. One absence is not a refusal to draw up a
    contract (CASF, L. 262-37), and the first failing can be made good (CRPA, L. 123-1).

    Raises ``AbsenceDejaQualifiee`` when it is no longer to be qualified.
    """
    etat = Convocation.objects.select_for_update().values_list("etat", flat=True).get(pk=convocation.pk)
    if etat != EtatConvocation.ABSENTE_A_QUALIFIER:
        raise AbsenceDejaQualifiee
    CONVOCATION.move(convocation, "justifier" if retenu else "refuser_justification")
    convocation.motif_absence, convocation.qualifiee_le, convocation.qualifiee_par = motif, le, par
    convocation.save(update_fields=["etat", *CHAMPS_QUALIFICATION])
    emit(
        AbsenceQualifiee(
            convocation_id=convocation.pk,
            personne_id=convocation.parcours.personne_id,
            etat=convocation.etat,
            motif=motif,
            survenu_le=le,
        ),
        par=par,
    )
    return convocation
