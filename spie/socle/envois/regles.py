"""When a message may leave in this département: its hours, what is urgent, and how often one repeats oneself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from spie.socle.calendrier.heures import Heures
from spie.socle.calendrier.parametres import valeurs
from spie.socle.envois.budget import Budget, Devis, devis
from spie.socle.envois.segmentation import segments
from spie.socle.territoires.isolation import code_courant
from spie.socle.territoires.models import Departement

ORDINAIRES = ("envois.sms_debut", "envois.sms_fin", "envois.sms_dimanches_feries")
URGENTES = ("envois.urgence_debut", "envois.urgence_fin")
# The kinds of message that may be urgent, each with its parameter.
URGENCES = {"annulation": "envois.urgence_annulation", "deplacement": "envois.urgence_deplacement"}
ARGENT = ("envois.plafond_mensuel", "envois.sms_cout")
CODES = (*ORDINAIRES, *URGENTES, *URGENCES.values(), *ARGENT, "envois.intervalle")


@dataclass(frozen=True)
class Regles:
    """The rules of one département on one day, read once for a whole batch."""

    ordinaires: Heures
    urgentes: Heures
    urgences: frozenset[str]
    intervalle: timedelta
    le: datetime
    plafond: int
    cout: int

    @classmethod
    def lire(cls, *, au: datetime) -> "Regles":
        code = code_courant()
        fuseau = ZoneInfo(Departement.objects.values_list("fuseau", flat=True).get(code=code))
        v = dict(zip(CODES, valeurs(*CODES, au=timezone.localdate(au, fuseau)), strict=True))
        debut, fin, tous_les_jours = (v[nom] for nom in ORDINAIRES)
        premiere, derniere = (v[nom] for nom in URGENTES)
        return cls(
            ordinaires=Heures(code, fuseau, debut, fin, bool(tous_les_jours)),
            urgentes=Heures(code, fuseau, premiere, derniere, tous_les_jours=True),
            urgences=frozenset(genre for genre, parametre in URGENCES.items() if v[parametre]),
            intervalle=timedelta(hours=v["envois.intervalle"]),
            le=au,
            plafond=v["envois.plafond_mensuel"],
            cout=v["envois.sms_cout"],
        )

    @cached_property
    def budget(self) -> Budget:
        """Counted once for a whole batch, and only by who sends SMS."""
        return Budget.du_mois(au=self.le, fuseau=self.ordinaires.fuseau, plafond=self.plafond)

    def devis(self, texte: str, *, personnes: int) -> Devis:
        """What this text costs for so many people."""
        return devis(par_personne=segments(texte), personnes=personnes, milliemes=self.cout, budget=self.budget)

    def depart(self, au: datetime, *, urgent: bool) -> datetime:
        """``au``, or the next hour at which one may write."""
        return (self.urgentes if urgent else self.ordinaires).prochaine(au)

    def est_urgent(self, genre: str, *, concerne_le: datetime | None, le: datetime) -> bool:
        """Something that takes place today, of a kind that this département calls urgent."""
        if genre not in self.urgences or concerne_le is None or concerne_le <= le:
            return False
        fuseau = self.ordinaires.fuseau
        return concerne_le.astimezone(fuseau).date() == le.astimezone(fuseau).date()
