"""Convene people to an information session, within its seats."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from parcours.events import PersonneConvoquee
from parcours.models import Convocation, Parcours, SessionIOC
from parcours.services import annonces
from parcours.services.refus import PlusDePlace, SessionCommencee, SessionDejaAnnulee
from parcours.states import EtatSession
from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit_all


@dataclass(frozen=True)
class Resultat:
    """Who was convened, who already was, and what could be sent."""

    convocations: list[Convocation] = field(default_factory=list)
    deja: int = 0
    bilan: annonces.Bilan = field(default_factory=annonces.Bilan)


@transaction.atomic
def convoquer(*, session: SessionIOC, parcours_ids: Iterable[UUID], par: Agent, le: datetime) -> Resultat:
    """Convene these people: one convocation each, with its SMS and its letter, or nothing at all.

    The session then the paths are locked: two secretaries never give the same seat twice, and a
    double click convenes once. Someone already convened, or whose path is closed or entrusted
    meanwhile, is left aside and counted in ``deja``.

    Raises ``SessionDejaAnnulee``, ``SessionCommencee``, ``PlusDePlace``.
    Law: the duty to come supposes a convocation that can be proved (CASF, L. 262-37; CRPA, L. 123-1).
    """
    session = SessionIOC.objects.select_for_update(of=("self",)).select_related("commune").get(pk=session.pk)
    if session.etat == EtatSession.ANNULEE:
        raise SessionDejaAnnulee
    if session.commencee(au=le):
        raise SessionCommencee
    voulus = set(parcours_ids)
    parcours = _convocables(voulus)
    libres = session.capacite - session.convocations.occupantes().count()
    if len(parcours) > libres:
        raise PlusDePlace(libres=max(libres, 0), voulues=len(parcours))
    convocations = _inscrire(session, parcours, par=par, le=le)
    bilan = annonces.convocation(convocations=convocations, par=par, le=le)
    return Resultat(convocations, len(voulus) - len(convocations), bilan)


def _convocables(ids: set[UUID]) -> list[Parcours]:
    """Lock the paths, always in the same order, then leave aside those who already have a date."""
    ouverts = Parcours.objects.en_cours().filter(pk__in=ids, confie_le=None).select_related("personne")
    parcours = list(ouverts.select_for_update(of=("self",)).order_by("id"))
    convoques = set(Convocation.objects.vivantes().filter(parcours__in=parcours).values_list("parcours_id", flat=True))
    return [p for p in parcours if p.pk not in convoques]


def _inscrire(session: SessionIOC, parcours: list[Parcours], *, par: Agent, le: datetime) -> list[Convocation]:
    occupantes = Convocation.objects.occupantes().filter(parcours__in=parcours)
    rangs = dict(occupantes.values("parcours_id").annotate(r=Max("rang")).values_list("parcours_id", "r"))
    convocations = [
        Convocation(session=session, parcours=p, rang=rangs.get(p.pk, 0) + 1, convoquee_le=le, convoquee_par=par)
        for p in parcours
    ]
    Convocation.objects.bulk_create(convocations)
    emit_all([_evenement(convocation) for convocation in convocations], par=par)
    return convocations


def _evenement(convocation: Convocation) -> PersonneConvoquee:
    return PersonneConvoquee(
        convocation_id=convocation.pk,
        session_id=convocation.session_id,
        personne_id=convocation.parcours.personne_id,
        rang=convocation.rang,
        survenu_le=convocation.convoquee_le,
    )
