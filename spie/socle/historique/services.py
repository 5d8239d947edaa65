"""Say that something happened: once for the record, once for whoever is above."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.historique.models import Trace
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.copie import ecrire

TRACE = ("id", "type", "personne_id", "donnees", "survenu_le", "acteur_id")
_reactions: dict[type, list] = defaultdict(list)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A domain event, in the past participle. Subclasses hold identifiers, not instances."""

    survenu_le: datetime
    personne_id: UUID | None = None


def reacts_to(event: type[Event]):
    """Let an upper app react to a lower one, which does not know it.

    The reaction takes a list of events of that type and ``par=``: a month's file speaks
    of thousands of people at once, and one by one would be thousands of queries.
    """

    def decorate(reaction):
        _reactions[event].append(reaction)
        return reaction

    return decorate


def emit(event: Event, *, par: Agent | None) -> None:
    """Record one fact and run the reactions, all in the caller's transaction.

    ``par`` is None when no one acted but time did.
    """
    emit_all([event], par=par)


@transaction.atomic
def emit_all(events: Iterable[Event], *, par: Agent | None) -> None:
    """Record facts in one query, then run the reactions once per type of event."""
    events = list(events)
    ecrire(Trace, TRACE, [_trace(event, par) for event in events])
    par_type = defaultdict(list)
    for event in events:
        par_type[type(event)].append(event)
    for type_, lot in par_type.items():
        for reaction in _reactions[type_]:
            reaction(lot, par=par)


def _trace(event: Event, par: Agent | None) -> tuple:
    """The values of one line of the record, in the order of ``TRACE``."""
    donnees = {cle: v for cle, v in vars(event).items() if cle not in ("survenu_le", "personne_id")}
    return uuid7(), type(event).__name__, event.personne_id, donnees, event.survenu_le, par and par.pk
