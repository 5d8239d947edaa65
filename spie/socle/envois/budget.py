"""What SMS cost, and how many a département may send in a month."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Sum

from spie.socle.envois.models import Envoi


@dataclass
class Budget:
    """The SMS of one month: counted once, then as they are deposited. Two messages at once may pass it by one."""

    plafond: int
    pris: int

    @classmethod
    def du_mois(cls, *, au: datetime, fuseau: ZoneInfo, plafond: int) -> "Budget":
        debut = au.astimezone(fuseau).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        pris = Envoi.objects.factures().filter(depose_le__gte=debut, depose_le__lte=au).aggregate(n=Sum("segments"))
        return cls(plafond, pris["n"] or 0)

    @property
    def reste(self) -> int:
        return max(self.plafond - self.pris, 0)

    def prendre(self, segments: int, *, urgent: bool = False) -> bool:
        """Count these SMS, unless they do not fit. What is urgent is sent, and counted."""
        if segments > self.reste and not urgent:
            return False
        self.pris += segments
        return True


@dataclass(frozen=True)
class Devis:
    """What a message costs, before it is sent. ``cout``: in euros."""

    par_personne: int
    segments: int
    cout: Decimal
    reste: int

    @property
    def depasse(self) -> bool:
        return self.segments > self.reste


def devis(*, par_personne: int, personnes: int, milliemes: int, budget: Budget) -> Devis:
    total = par_personne * personnes
    return Devis(par_personne, total, Decimal(total * milliemes) / 1000, budget.reste)
