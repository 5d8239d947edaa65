"""What each app holds of a person, in the words of the screen: what follows when her file joins another one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value

from spie.socle.personnes.models import Personne


@dataclass(frozen=True)
class Attache:
    un: str
    plusieurs: str
    lire: Callable[[Personne], QuerySet]

    def en_mots(self, nombre: int) -> str:
        return f"{nombre} {self.plusieurs if nombre > 1 else self.un}"


_attaches: list[Attache] = []


def attache(un: str, plusieurs: str) -> Callable:
    """Register what an app holds of a person. Rows only; how they move is the business of ``reunion``."""

    def inscrire(lire: Callable[[Personne], QuerySet]) -> Callable:
        _attaches.append(Attache(un, plusieurs, lire))
        return lire

    return inscrire


def compter(personne: Personne) -> list[str]:
    """« 2 téléphones et courriels », « 1 parcours »… in one query, whatever the number of apps."""
    parts = [
        attachee.lire(personne)
        .order_by()
        .annotate(_attache=Value(rang))
        .values("_attache")
        .annotate(_nombre=Count("pk"))
        for rang, attachee in enumerate(_attaches)
    ]
    premiere, *suivantes = (part.values_list("_attache", "_nombre") for part in parts)
    return [_attaches[rang].en_mots(nombre) for rang, nombre in sorted(premiere.union(*suivantes, all=True))]


def par_table(personne: Personne) -> dict[str, Attache]:
    """The words of each table that some app spoke of."""
    return {attachee.lire(personne).model._meta.db_table: attachee for attachee in _attaches}
