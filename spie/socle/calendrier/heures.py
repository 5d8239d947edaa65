"""The hours at which one may write to people. Pure functions: the caller brings the moment and the zone.

Moments are compared in UTC: two moments of one zone compare by the clock on the wall, which lies twice a year.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from spie.socle.calendrier.delais import jours_feries

DIMANCHE = 6


@dataclass(frozen=True)
class Heures:
    """From ``debut`` to ``fin`` o'clock in one département; ``tous_les_jours``: Sundays and public holidays too."""

    departement: str
    fuseau: ZoneInfo
    debut: int
    fin: int
    tous_les_jours: bool = False

    def prochaine(self, au: datetime) -> datetime:
        """Give ``au`` when it is one of these hours, otherwise the next opening, in the zone of the département."""
        jour = au.astimezone(self.fuseau).date()
        while True:
            ouvre, ferme = self._a(jour, self.debut), self._a(jour, self._fin)
            if self._ouvert(jour) and au < ferme:
                return max(au, ouvre).astimezone(self.fuseau)
            jour += timedelta(days=1)

    @property
    def _fin(self) -> int:
        """At least one hour: a range typed backwards must not hold messages for ever."""
        return max(self.fin, self.debut + 1)

    def _ouvert(self, jour: date) -> bool:
        ferme = jour.weekday() == DIMANCHE or jour in jours_feries(self.departement, jour.year)
        return self.tous_les_jours or not ferme

    def _a(self, jour: date, heure: int) -> datetime:
        """This hour of the clock on the wall; 24 is the midnight that follows."""
        jours, heure = divmod(heure, 24)
        return datetime.combine(jour + timedelta(days=jours), time(heure), tzinfo=self.fuseau).astimezone(UTC)
