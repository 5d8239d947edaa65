"""Count legal delays. Pure functions on dates: the caller brings the dates and the parameters.

Rules: CPC, art. 641 and 642, used by analogy. The day of the event does not count; a delay in
months ends on the same day of the month, or on its last day. A delay imposed on the service
is kept raw; a delay granted to a person runs to the next working day.
"""

import calendar
from collections.abc import Container
from datetime import date, timedelta
from functools import cache

import holidays

_TERRITOIRES = {"971": "GP", "972": "MQ", "973": "973", "974": "RE", "976": "YT", "57": "57", "67": "6AE", "68": "6AE"}


def apres_jours(depart: date, jours: int) -> date:
    """Give the last day of a delay of ``jours`` calendar days that starts the day after ``depart``."""
    return depart + timedelta(days=jours)


def apres_mois(depart: date, mois: int) -> date:
    """Give the same day ``mois`` months later, or the last day of that month."""
    rang = depart.month - 1 + mois
    annee, mois_final = depart.year + rang // 12, rang % 12 + 1
    return date(annee, mois_final, min(depart.day, calendar.monthrange(annee, mois_final)[1]))


def au_jour_ouvrable(jour: date, feries: Container[date]) -> date:
    """Carry a date granted to a person to the next day that is neither a week-end nor a public holiday."""
    while jour.weekday() >= 5 or jour in feries:
        jour += timedelta(days=1)
    return jour


@cache
def jours_feries(departement: str, annee: int) -> frozenset[date]:
    """Give the public holidays of that year in a département (Alsace-Moselle and overseas have their own)."""
    return frozenset(holidays.France(subdiv=_TERRITOIRES.get(departement), years=annee))
