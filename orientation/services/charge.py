"""How many people each referent follows, for one full-time job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from parcours.models import Parcours
from spie.socle.calendrier.parametres import valeurs
from spie.socle.comptes.models import Affectation, Structure
from spie.socle.comptes.roles import Role
from spie.socle.territoires.models import Rattachement

SEUILS = ("referent.charge_maximale", "referent.charge_alerte")


@dataclass(frozen=True)
class Charge:
    """The load of one referent. ``taux`` is in percent of the largest caseload of a full-time job.

    ``proche``: on the territory of the person for whom the loads were asked.
    """

    referent: Affectation
    personnes: int
    taux: int
    alerte: bool
    pleine: bool
    maximum: int
    proche: bool = False

    @property
    def libres(self) -> int:
        return max(self.maximum - self.personnes, 0)

    def __str__(self):
        pluriel = "s" if self.personnes > 1 else ""
        etp = f"{self.referent.etp:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{self.personnes} personne{pluriel} pour {etp} ETP ({self.taux} %)"


def charges(*, au: date, insee: str = "", territoire_id=None) -> list[Charge]:
    """Give the load of every referent, those of the person's territory first.

    ``territoire_id``: only those of the structures of this territory.
    """
    territoires = Rattachement.objects.filter(commune_id=insee).values("territoire_id")
    rang = Case(
        When(structure__territoire__in=territoires, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    referents = _referents().annotate(rang=rang).order_by("rang", "structure__nom", "agent__nom", "id")
    if territoire_id:
        referents = referents.filter(structure__territoire=territoire_id)
    return _charges(referents, _suivis(), au)


def plus_fortes_charges(*, au: date, nombre: int, territoire_id=None) -> list[Charge]:
    """Give the loads of the referents who follow the most people for their working time."""
    suivis, referents = _suivis(), _referents()
    if territoire_id:
        referents = referents.filter(structure__territoire=territoire_id)
    temps = referents.order_by("id").values_list("pk", "etp")
    premiers = sorted(temps, key=lambda ligne: -suivis.get(ligne[0], 0) / ligne[1])[:nombre]
    charges = _charges(_referents().filter(pk__in=[pk for pk, _ in premiers]).order_by("id"), suivis, au)
    return sorted(charges, key=lambda charge: -charge.taux)


def charge_de(referent: Affectation, *, au: date) -> Charge:
    """Give the load of one referent."""
    return _charge(referent, referent.parcours.en_cours().count(), *valeurs(*SEUILS, au=au))


def _referents() -> QuerySet:
    """Everyone who may follow people."""
    return Affectation.objects.en_cours().filter(role__in=[Role.REFERENT, Role.PARTENAIRE])


def _suivis() -> dict:
    """How many people each referent follows: one reading of an index, whatever the number of referents."""
    confies = Parcours.objects.en_cours().filter(referent__isnull=False).order_by()
    return dict(confies.values_list("referent").annotate(n=Count("*")))


def _charges(referents: QuerySet, suivis: dict, au: date) -> list[Charge]:
    maximum, alerte = valeurs(*SEUILS, au=au)
    return [_charge(referent, suivis.get(referent.pk, 0), maximum, alerte) for referent in referents]


def _charge(referent: Affectation, personnes: int, maximum: int, alerte: int) -> Charge:
    par_etp = personnes / float(referent.etp)
    return Charge(
        referent=referent,
        personnes=personnes,
        taux=round(100 * par_etp / maximum),
        alerte=par_etp >= alerte,
        pleine=par_etp >= maximum,
        maximum=round(maximum * float(referent.etp)),
        proche=getattr(referent, "rang", 1) == 0,
    )


@dataclass(frozen=True)
class Places:
    """What a whole structure may still take."""

    structure: Structure
    referents: int
    personnes: int
    maximum: int

    @property
    def libres(self) -> int:
        return max(self.maximum - self.personnes, 0)

    def __str__(self):
        places = f"{self.libres} place{'s' if self.libres > 1 else ''}" if self.libres else "complet"
        return f"{places}, {self.referents} référent{'s' if self.referents > 1 else ''}"


def places_par_structure(charges_triees: Sequence[Charge]) -> list[Places]:
    """Add up the loads, structure by structure, in the order they come."""
    equipes = groupby(charges_triees, key=lambda c: c.referent.structure)
    return [_places(structure, list(equipe)) for structure, equipe in equipes]


def _places(structure: Structure, equipe: list[Charge]) -> Places:
    return Places(structure, len(equipe), sum(c.personnes for c in equipe), sum(c.maximum for c in equipe))
