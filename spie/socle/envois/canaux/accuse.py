"""A receipt, whoever sent it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


@dataclass(frozen=True)
class Accuse:
    """``reference``: as the provider names the message. ``numero_mort``: no SMS will ever reach this number.

    ``reponse``: what the person wrote back; ``refus``: they want no more.
    """

    reference: str
    statut: str
    issue: str
    horodatage: datetime
    numero_mort: bool = False
    numero: str = ""
    reponse: str = ""
    refus: bool = False


def moment(texte: object) -> datetime | None:
    """Providers write no zone: one provider's receipts only need to be compared with one another."""
    try:
        lu = parse_datetime(str(texte))
    except ValueError:
        return None
    if lu is None:
        return None
    return lu if lu.tzinfo else lu.replace(tzinfo=UTC)
