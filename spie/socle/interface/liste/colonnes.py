"""A column: what it shows, how it sorts, what the CSV holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html

from spie.socle.interface.dates import date_courte

RIEN = "–"


@dataclass(frozen=True)
class Column:
    """`value`: an attribute path ("structure.nom"), or a callable of the row. `sort`: a field path, or several.

    `template` draws the cell (variables: objet, valeur). `csv`: another value for the export, or False to leave it out.
    `ecran=False`: in the CSV only. `nombre=True`: figures, aligned to the right.
    """

    key: str
    label: str
    value: str | Callable[[Any], Any] = ""
    sort: str | tuple[str, ...] = ()
    href: Callable[[Any], str] | None = None
    template: str = ""
    csv: str | Callable[[Any], Any] | bool = True
    ecran: bool = True
    nombre: bool = False

    @property
    def champs_tri(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def valeur(self, objet) -> Any:
        return lire(self.value or self.key, objet)

    def valeur_csv(self, objet) -> Any:
        return self.valeur(objet) if isinstance(self.csv, bool) else lire(self.csv, objet)

    def cellule(self, objet) -> str:
        """The inside of the cell, as safe HTML."""
        valeur = self.valeur(objet)
        if self.template:
            return render_to_string(self.template, {"objet": objet, "valeur": valeur})
        if self.href:
            return format_html('<a href="{}">{}</a>', self.href(objet), en_mots(valeur))
        return format_html("{}", en_mots(valeur))


def lire(chemin: str | Callable[[Any], Any], objet) -> Any:
    """Follow "a.b.c", calling what is callable; stops at the first None."""
    if callable(chemin):
        return chemin(objet)
    for nom in chemin.split("."):
        objet = getattr(objet, nom)
        objet = objet() if callable(objet) else objet
        if objet is None:
            return None
    return objet


def en_mots(valeur: Any) -> Any:
    """A value as the screen writes it; a dash for nothing."""
    if valeur is None or valeur == "":
        return RIEN
    if valeur is True or valeur is False:
        return "oui" if valeur else "non"
    return date_courte(valeur) if isinstance(valeur, date) else valeur
