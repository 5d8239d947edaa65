"""Since when a file says what it says of someone, from where, and whether an agent stands by it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from spie.socle.historique.signature import Origine
from spie.socle.personnes.models import Changement, DossierRSA, Personne


@dataclass(frozen=True)
class Dires:
    """What is known of the values of one file. ``changements``: the last one of each field."""

    tenus: frozenset[str] = frozenset()
    de_la_caf: bool = False
    changements: dict[str, Changement] = field(default_factory=dict)

    def dernier(self, colonnes: Collection[str]) -> Changement | None:
        """The last change of these columns, which only make sense together."""
        faits = [self.changements[c] for c in colonnes if c in self.changements]
        return max(faits, key=lambda changement: changement.le, default=None)


def derniers_changements(*personnes: Personne, sauf: str = "") -> dict[UUID | None, dict[str, Changement]]:
    """For each of these people, the last change of each field, in one query. ``sauf``: an origin left out."""
    derniers: dict[UUID | None, dict[str, Changement]] = defaultdict(dict)
    changements = Changement.objects.filter(personne__in=personnes, objet="personne").select_related("acteur")
    changements = changements.exclude(origine=sauf)
    for changement in changements.order_by("personne", "champ", "-le", "-id").distinct("personne", "champ"):
        derniers[changement.personne_id][changement.champ] = changement
    return derniers


def lire_dires(*personnes: Personne) -> dict[UUID, Dires]:
    """Two queries, however many people. What a merge or its undo wrote is no fresher than it was before."""
    derniers, foyers = derniers_changements(*personnes, sauf=Origine.FUSION), {p.foyer_id for p in personnes}
    connus = set(DossierRSA.objects.filter(foyer__in=foyers).values_list("foyer_id", flat=True))
    return {p.pk: Dires(frozenset(p.champs_tenus), p.foyer_id in connus, derniers[p.pk]) for p in personnes}
