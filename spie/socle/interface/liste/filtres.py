"""Filters whose state is the URL, the chips that show them, and the saved views."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict


@dataclass(frozen=True)
class Filter:
    """`key` is the parameter of the URL. Subclasses say how it narrows and how it is said."""

    key: str
    label: str
    genre = ""

    def valeur(self, request: HttpRequest) -> str:
        """What the URL asks; an empty string when it asks nothing, or nonsense."""
        return request.GET.get(self.key, "").strip()[:200]

    def appliquer(self, queryset: QuerySet, valeur: str) -> QuerySet:
        raise NotImplementedError

    def en_mots(self, valeur: str, request: HttpRequest) -> str:
        return f"{self.label} : {valeur}"

    def options(self, request: HttpRequest) -> list[tuple[str, str]]:
        return []


@dataclass(frozen=True)
class TextFilter(Filter):
    """Free text; `apply(queryset, texte)` is a method of the domain."""

    apply: Callable[[QuerySet, str], QuerySet]
    genre = "texte"

    def appliquer(self, queryset, valeur):
        return self.apply(queryset, valeur)


@dataclass(frozen=True)
class BooleanFilter(Filter):
    """A check-box; `apply(queryset)` when ticked."""

    apply: Callable[[QuerySet], QuerySet]
    genre = "case"

    def valeur(self, request):
        return "1" if request.GET.get(self.key) == "1" else ""

    def appliquer(self, queryset, valeur):
        return self.apply(queryset)

    def en_mots(self, valeur, request):
        return self.label


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One of `choices` (pairs, or a callable of the request); `apply` is a field, or callable(queryset, value)."""

    choices: Sequence[tuple[Any, str]] | Callable[[HttpRequest], Sequence[tuple[Any, str]]] = ()
    apply: str | Callable[[QuerySet, str], QuerySet] = ""
    genre = "choix"

    def options(self, request):
        choix = self.choices(request) if callable(self.choices) else self.choices
        return [(str(valeur), str(mots)) for valeur, mots in choix]

    def valeur(self, request):
        voulue = super().valeur(request)
        return voulue if voulue and voulue in dict(self.options(request)) else ""

    def appliquer(self, queryset, valeur):
        if callable(self.apply):
            return self.apply(queryset, valeur)
        return queryset.filter(**{self.apply or self.key: valeur})

    def en_mots(self, valeur, request):
        return f"{self.label} : {dict(self.options(request))[valeur]}"


class Onglet:
    """A saved view: words and the parameters it stands for. `Onglet("En retard", retard="1")`."""

    def __init__(self, label: str, **parametres: str):
        self.label = label
        self.parametres = parametres

    @property
    def href(self) -> str:
        choix = QueryDict(mutable=True)
        choix.update(self.parametres)
        return f"?{choix.urlencode()}"


@dataclass(frozen=True)
class Champ:
    """A filter as the form draws it."""

    filtre: Filter
    valeur: str
    options: list[tuple[str, str]]


@dataclass(frozen=True)
class Puce:
    """An active filter and the address that removes it."""

    mots: str
    href: str
