"""A letter, ready to be printed: plain values only, so that the same letter always gives the same page.

The module knows nothing of people nor of pathways. The caller fills a model of ``courriers.modeles``;
the model gives a ``Courrier``; ``rendu.pdf`` paints it. WeasyPrint is not loaded here: only a process
that prints pays for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import segno
from django.template.loader import render_to_string

from spie.socle.courriers.dates import jour_en_clair
from spie.socle.courriers.lecture import lire
from spie.socle.courriers.lien import a_recopier
from spie.socle.refus import Refus

LIGNES_ADRESSE = 6
CARACTERES_LIGNE = 38
INSECABLE = "\N{NO-BREAK SPACE}"


class AdresseIllisible(Refus):
    """The address does not fit the window of the envelope (La Poste: 6 lines of 38 characters)."""


@dataclass(frozen=True, slots=True)
class Destinataire:
    """What the postman reads through the window. Nothing else may be seen there."""

    lignes: tuple[str, ...]

    def __post_init__(self):
        if not 1 <= len(self.lignes) <= LIGNES_ADRESSE:
            raise AdresseIllisible(f"L'adresse doit tenir en {LIGNES_ADRESSE} lignes ; elle en a {len(self.lignes)}.")
        for ligne in self.lignes:
            if len(ligne) > CARACTERES_LIGNE:
                raise AdresseIllisible(f"« {ligne} » dépasse {CARACTERES_LIGNE} caractères : il faut couper la ligne.")


@dataclass(frozen=True, slots=True)
class Expediteur:
    """M1: who writes. ``departement`` is its full name: « Département de l'Exemple »."""

    departement: str
    service: str
    adresse: tuple[str, ...]
    telephone: str
    courriel: str
    ville: str
    contact_donnees: str


@dataclass(frozen=True, slots=True)
class Courrier:
    """One letter to one person. ``noms_propres`` are words the FALC linter must not judge."""

    code: str
    version: str
    gabarit: str
    contexte: Mapping[str, object]
    destinataire: Destinataire
    expediteur: Expediteur
    reference: str
    date: date
    objet: str
    lien_qr: str = ""
    noms_propres: tuple[str, ...] = field(default=())


def html(courrier: Courrier) -> str:
    """Give the page that WeasyPrint paints. Its images and style sheet live in ``static/``."""
    page = render_to_string(
        courrier.gabarit,
        {
            **courrier.contexte,
            "courrier": courrier,
            "expediteur": courrier.expediteur,
            "date_en_clair": jour_en_clair(courrier.date),
            "qr": code_qr(courrier.lien_qr) if courrier.lien_qr else "",
            "a_recopier": a_recopier(courrier.lien_qr),
        },
    )
    return _insecables(page)


def _insecables(page: str) -> str:
    """Keep on one line what is read in one breath: « L. 262-28 », « 6 semaines », « Vous venez ? »."""
    page = re.sub(r"(?<=\b[LRD]\.) (?=\d)", INSECABLE, page)
    page = re.sub(r"(?<=\d) (?=(?:mois|semaines?|jours?|heures?|minutes)\b)", INSECABLE, page)
    return re.sub(r"(?<=\w) (?=[?!:;])", INSECABLE, page)


def texte(courrier: Courrier) -> str:
    """Give the whole letter as plain text: for an e-mail, a voice, a search."""
    return lire(html(courrier))


def texte_facile(courrier: Courrier) -> str:
    """Give the easy page alone: what the FALC linter reads."""
    return lire(html(courrier), dans="facile")


def texte_officiel(courrier: Courrier) -> str:
    """Give the official page alone: where the compulsory mentions are."""
    return lire(html(courrier), dans="officiel")


@lru_cache(maxsize=256)
def code_qr(lien: str) -> str:
    """Give the square to photograph, as a data address. The link is short and says nothing of the person."""
    return segno.make(lien, error="m", micro=False).svg_data_uri(border=4, scale=10, dark="#111")
