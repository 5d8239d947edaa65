"""What each app holds of a person, in the words of the screen: what follows when her file joins another one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, Subquery

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


class Nombre(Subquery):
    """How many rows another query gives."""

    template = "(SELECT count(*) FROM (%(subquery)s) lignes)"
    output_field = IntegerField()


def compter(personne: Personne) -> list[str]:
    """« 2 téléphones et courriels », « 1 parcours »… in one query, whatever the number of apps."""
    nombres = {f"n{rang}": Nombre(dit.lire(personne).order_by().values("pk")) for rang, dit in enumerate(_attaches)}
    comptes = Personne.objects.filter(pk=personne.pk).annotate(**nombres).values_list(*nombres).get()
    return [dit.en_mots(nombre) for dit, nombre in zip(_attaches, comptes, strict=True) if nombre]


def par_table(personne: Personne) -> dict[str, Attache]:
    """The words of each table that some app spoke of."""
    return {dit.lire(personne).model._meta.db_table: dit for dit in _attaches}
