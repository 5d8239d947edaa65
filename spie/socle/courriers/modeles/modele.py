"""A letter as data: its easy page, its official page, its SMS and its mail, read from ``lettres/<code>.toml``.

A text holds ``{nom}`` where a variable goes, and nothing else is interpreted: who writes a letter cannot run code.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from spie.socle.courriers.modeles.textes import noms_des_variables

LETTRES = Path(__file__).parent / "lettres"
# Given by the sender and by the letter itself: see ``lettre.composer``.
DONNEES_D_OFFICE = frozenset(
    ("telephone", "courriel_service", "service", "departement", "contact_donnees", "reference")
)
Valeur = str | date | time | tuple[str, ...]


class ModeleFautif(Exception):
    """A file of letters asks for a variable that nobody declared, or misses a part."""


@dataclass(frozen=True, slots=True)
class Variable:
    """``propre``: a name or an address, that no rule of easy reading judges. ``parametre``: where its value is dated.

    ``facultative``: left empty, the sentences that use it are not written.
    """

    nom: str
    libelle: str
    exemple: Valeur
    propre: bool = False
    facultative: bool = False
    parametre: str = ""


@dataclass(frozen=True, slots=True)
class Encadre:
    """A picture and what it shows; the first sentence is the biggest."""

    image: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facile:
    titre: str
    intro: tuple[str, ...]
    a_faire: tuple[str, ...]
    limite_titre: str
    limite: tuple[str, ...]
    encadre: tuple[Encadre, ...] = ()
    a_apporter: tuple[str, ...] = ()
    aide: tuple[str, ...] = ("Nous sommes là pour vous aider.", "Appelez le {telephone}.")
    attention_titre: str = ""
    attention: tuple[str, ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Partie:
    titre: str
    textes: tuple[str, ...] = ()
    liste: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Officiel:
    titre: str
    parties: tuple[Partie, ...]
    droit: tuple[str, ...] = ()
    faits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Modele:
    """``mentions``: those of the law that this letter carries, beside the ones that every letter does."""

    code: str
    version: str
    nom: str
    declencheur: str
    canal: str
    objet: str
    sms: str
    courriel: tuple[str, ...]
    facile: Facile
    officiel: Officiel
    mentions: tuple[str, ...] = ()
    variables: Mapping[str, Variable] = field(default_factory=dict)


def lire_modele(chemin: Path) -> Modele:
    """Read one file. Raises ``ModeleFautif``."""
    donnees = tomllib.loads(chemin.read_text(encoding="utf-8"))
    declarees = _variables(_communs()["variables"]) | _variables(donnees.pop("variables", {}))
    mentions = tuple(donnees.pop("mentions", ()))
    textes = [*_textes(donnees), *_textes([mentions_communes().get(code, {}) for code in mentions]), "{civilite_nom}"]
    utiles = {nom for texte in textes for nom in noms_des_variables(texte)} - DONNEES_D_OFFICE
    if inconnues := utiles - set(declarees):
        raise ModeleFautif(f"{chemin.name} : variables inconnues, {', '.join(sorted(inconnues))}.")
    try:
        return _modele(donnees, mentions, {nom: declarees[nom] for nom in sorted(utiles)})
    except (KeyError, TypeError) as erreur:
        raise ModeleFautif(f"{chemin.name} : {erreur}") from erreur


def _modele(donnees: dict[str, Any], mentions: tuple[str, ...], variables: dict[str, Variable]) -> Modele:
    facile, officiel = donnees.pop("facile"), donnees.pop("officiel")
    encadre = tuple(Encadre(**_figer(e)) for e in facile.pop("encadre", ()))
    parties = tuple(Partie(**_figer(p)) for p in officiel.pop("parties", ()))
    return Modele(
        **_figer(donnees),
        facile=Facile(**_figer(facile), encadre=encadre),
        officiel=Officiel(**_figer(officiel), parties=parties),
        mentions=mentions,
        variables=variables,
    )


def _variables(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Variable]:
    return {nom: Variable(nom=nom, **_figer(table)) for nom, table in tables.items()}


def _figer(table: Mapping[str, Any]) -> dict[str, Any]:
    return {nom: tuple(valeur) if isinstance(valeur, list) else valeur for nom, valeur in table.items()}


def _textes(valeur: Any) -> Iterator[str]:
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, Mapping):
        yield from (texte for v in valeur.values() for texte in _textes(v))
    elif isinstance(valeur, (list, tuple)):
        yield from (texte for v in valeur for texte in _textes(v))


@cache
def _communs() -> dict[str, Any]:
    """What letters share, read once per process."""
    return tomllib.loads((LETTRES / "communs.toml").read_text(encoding="utf-8"))


def mentions_communes() -> dict[str, Any]:
    """The compulsory paragraphs, word for word, by code: « M5 » is the appeal before the judge."""
    return _communs()["mentions"]


@cache
def modeles() -> dict[str, Modele]:
    """Every letter kept as data, by code, in the order of the catalogue."""
    lus = [lire_modele(chemin) for chemin in sorted(LETTRES.glob("C*.toml"))]
    return {modele.code: modele for modele in lus}
