"""Filters whose state is the URL, the chips that show them, and the saved views."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Filter:
    """`key` is the parameter of the URL. Subclasses say how it narrows and how it is said."""

    key: str
    label: str
    genre = ""

    def champ(self, request: HttpRequest) -> "Champ":
        """The filter as this request fills it; its options are read once, they may come from the database."""
        options = self.options(request)
        return Champ(self, self.valeur(request, options), options)

    def valeur(self, request: HttpRequest, options: Options) -> str:
        """What the URL asks; an empty string when it asks nothing, or nonsense."""
        return request.GET.get(self.key, "").strip()[:200]

    def appliquer(self, queryset: QuerySet, valeur: str) -> QuerySet:
        raise NotImplementedError

    def en_mots(self, valeur: str, options: Options) -> str:
        return f"{self.label} : {valeur}"

    def options(self, request: HttpRequest) -> Options:
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

    def valeur(self, request, options):
        return "1" if request.GET.get(self.key) == "1" else ""

    def appliquer(self, queryset, valeur):
        return self.apply(queryset)

    def en_mots(self, valeur, options):
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

    def valeur(self, request, options):
        voulue = super().valeur(request, options)
        return voulue if voulue and voulue in dict(options) else ""

    def appliquer(self, queryset, valeur):
        if callable(self.apply):
            return self.apply(queryset, valeur)
        return queryset.filter(**{self.apply or self.key: valeur})

    def en_mots(self, valeur, options):
        return f"{self.label} : {dict(options)[valeur]}"


class Onglet:
    """A saved view: words and the parameters it stands for. `Onglet("En retard", retard="1")`.

    `vide`: what to say when it shows nothing, « Aucun retard. ».
    """

    def __init__(self, label: str, *, vide: str = "", **parametres: str):
        self.label, self.vide = label, vide
        self.parametres = parametres


@dataclass(frozen=True)
class Vue:
    """A saved view in front of what the URL asks: its address keeps the other filters."""

    onglet: Onglet
    href: str
    courante: bool


def vues(onglets: Sequence[Onglet], demande: QueryDict, oubliees: Sequence[str]) -> list[Vue]:
    """The views of a list. The one shown is the one whose own parameters are asked, whatever the sort."""
    cles = {cle for onglet in onglets for cle in onglet.parametres}
    ici = {cle: demande[cle] for cle in cles - {"tri"} if demande.get(cle)}
    resultat = []
    for onglet in onglets:
        choix = demande.copy()
        for cle in (*cles, *oubliees):
            choix.pop(cle, None)
        choix.update(onglet.parametres)
        siens = {cle: valeur for cle, valeur in onglet.parametres.items() if cle != "tri"}
        resultat.append(Vue(onglet, f"?{choix.urlencode()}", siens == ici))
    return resultat


@dataclass(frozen=True)
class Champ:
    """A filter as the form draws it."""

    filtre: Filter
    valeur: str
    options: Options

    @property
    def mots(self) -> str:
        return self.filtre.en_mots(self.valeur, self.options)

    def couvert(self, onglets: Sequence[Onglet]) -> bool:
        """Whether the views already offer all its values: the form need not ask again."""
        offertes = {o.parametres[self.filtre.key] for o in onglets if self.filtre.key in o.parametres}
        return bool(offertes) and offertes >= {valeur for valeur, _ in self.options}


@dataclass(frozen=True)
class Puce:
    """An active filter and the address that removes it."""

    mots: str
    href: str
