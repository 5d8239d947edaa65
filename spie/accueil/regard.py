"""Who looks at their day, and when: what every figure and every task needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from orientation.models import Orientation
from parcours.models import Convocation, Parcours, SessionIOC
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi, MessageRecu

# Whose day is the one of a territory; the others look at the whole département, or at their own people.
DE_POLE = (Role.REFERENT, Role.ENCADRANT)
SEMAINE = 7


@dataclass(frozen=True)
class Regard:
    affectation: Affectation
    maintenant: datetime

    @cached_property
    def jour(self):
        return timezone.localdate(self.maintenant)

    @cached_property
    def pole(self):
        """The territory of this day, or None for everything."""
        return self.affectation.structure.territoire_id if self.affectation.role in DE_POLE else None

    @cached_property
    def il_y_a_une_semaine(self):
        return self.jour - timedelta(days=SEMAINE)

    def lien(self, page: str, **parametres: str) -> str:
        """The address of a list, narrowed as this day is."""
        choix = {cle: valeur for cle, valeur in parametres.items() if valeur}
        return f"{reverse(page)}?{urlencode(choix)}" if choix else reverse(page)

    def lien_vers(self, adresse: str) -> str:
        """A page that goes on in the same territory: the next decision is one of it."""
        return f"{adresse}?{urlencode(self.du_pole)}" if self.pole else adresse

    @property
    def du_pole(self) -> dict[str, str]:
        return {"pole": str(self.pole)} if self.pole else {}

    def suivis(self) -> QuerySet:
        """The people this affectation answers for."""
        if self.affectation.role == Role.REFERENT:
            return Parcours.objects.suivis_par(self.affectation)
        if self.affectation.role == Role.PARTENAIRE:
            return Parcours.objects.confies_a(self.affectation.structure_id)
        return Parcours.objects.des_equipes_du(self.pole) if self.pole else Parcours.objects.en_cours()

    def orientations(self) -> QuerySet:
        toutes = Orientation.objects.a_decider()
        return toutes.du_territoire(self.pole) if self.pole else toutes

    @cached_property
    def bandes(self) -> dict[str, int]:
        """How many decisions wait, band by band, in one query."""
        return self.orientations().comptes_par_bande(au=self.jour)

    @cached_property
    def absences(self) -> int:
        """A figure and a task say the same number: it is counted once. So are the three below."""
        return Convocation.objects.a_qualifier().count()

    @cached_property
    def a_reconvoquer(self) -> int:
        return Convocation.objects.absentes_sans_suite().count()

    @cached_property
    def courriers(self) -> int:
        return Envoi.objects.a_imprimer().count()

    @cached_property
    def echecs(self) -> int:
        return Envoi.objects.en_echec().count()

    @cached_property
    def reponses(self) -> int:
        return MessageRecu.objects.a_lire().count()

    def sessions(self) -> QuerySet:
        """Those of the territory, for whom has one."""
        return SessionIOC.objects.filter(territoire=self.pole) if self.pole else SessionIOC.objects.all()
