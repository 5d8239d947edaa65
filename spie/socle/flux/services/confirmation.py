"""Too many people disappear from a file: a human looks, and says whether it is loaded."""

from datetime import datetime

from django.db import transaction

from spie.socle.comptes.models import Agent
from spie.socle.flux.models import LotFlux
from spie.socle.flux.services.reception import oublier
from spie.socle.flux.states import LOT


@transaction.atomic
def confirmer(*, lot: LotFlux, par: Agent, le: datetime) -> LotFlux:
    """Load it all the same: it goes back to the queue. Raises ``TransitionInterdite``."""
    LOT.move(lot, "confirmer")
    lot.decide_le, lot.decide_par, lot.battement_le = le, par, le
    lot.save(update_fields=["etat", "decide_le", "decide_par", "battement_le"])
    return lot


@transaction.atomic
def ecarter(*, lot: LotFlux, par: Agent, le: datetime) -> LotFlux:
    """Don't load it: nothing of it is written. Raises ``TransitionInterdite``."""
    LOT.move(lot, "ecarter")
    oublier(lot)
    lot.decide_le, lot.decide_par, lot.fin_le = le, par, le
    lot.save()
    return lot
