"""Conditions that several models state to the database in the same words."""

from django.db.models import Q


def all_or_none(*champs: str) -> Q:
    """A condition for CheckConstraint: who did it, when and why are known together."""
    return Q(**{f"{champ}__isnull": True for champ in champs}) | Q(**{f"{champ}__isnull": False for champ in champs})


def one_of(champ: str, choix) -> Q:
    """A condition for CheckConstraint: statuses are text, the database knows the list (no PostgreSQL enum)."""
    return Q(**{f"{champ}__in": list(choix.values)})
