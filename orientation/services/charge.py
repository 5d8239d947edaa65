"""How many people each referent follows, for one full-time job."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from parcours.models import Parcours
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.territoires.models import Rattachement


@dataclass(frozen=True)
class Charge:
    """The load of one referent. ``taux`` is in percent of the largest caseload of a full-time job."""

    referent: Affectation
    personnes: int
    taux: int
    alerte: bool
    pleine: bool

    def __str__(self):
        pluriel = "s" if self.personnes > 1 else ""
        etp = f"{self.referent.etp:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{self.personnes} personne{pluriel} pour {etp} ETP ({self.taux} %)"


def charges(*, au: date, insee: str = "") -> list[Charge]:
    """Give the load of every referent, those of the person's territory first, in one query on the caseloads."""
    maximum, alerte = valeur("referent.charge_maximale", au=au), valeur("referent.charge_alerte", au=au)
    territoires = Rattachement.objects.filter(commune_id=insee).values("territoire_id")
    # Not a join: the real primary key is (departement, id), so PostgreSQL would refuse to group by id alone.
    suivis = Parcours.objects.en_cours().filter(referent=OuterRef("pk")).order_by()
    suivis = suivis.values("referent").annotate(n=Count("pk"))
    referents = (
        Affectation.objects.en_cours()
        .filter(role__in=[Role.REFERENT, Role.PARTENAIRE])
        .annotate(
            personnes=Coalesce(Subquery(suivis.values("n")), 0),
            rang=Case(
                When(structure__territoire__in=territoires, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .order_by("rang", "structure__nom", "agent__nom", "id")
    )
    return [_charge(referent, referent.personnes, maximum, alerte) for referent in referents]


def charge_de(referent: Affectation, *, au: date) -> Charge:
    """Give the load of one referent."""
    maximum, alerte = valeur("referent.charge_maximale", au=au), valeur("referent.charge_alerte", au=au)
    return _charge(referent, referent.parcours.en_cours().count(), maximum, alerte)


def _charge(referent: Affectation, personnes: int, maximum: int, alerte: int) -> Charge:
    par_etp = personnes / float(referent.etp)
    return Charge(
        referent=referent,
        personnes=personnes,
        taux=round(100 * par_etp / maximum),
        alerte=par_etp >= alerte,
        pleine=par_etp >= maximum,
    )
