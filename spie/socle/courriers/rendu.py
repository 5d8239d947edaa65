"""Paint letters as tagged PDF. The only module that loads WeasyPrint (and Pango, through it)."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from spie.socle.courriers.courrier import Courrier, html

VARIANTE = "pdf/ua-1"
# A name that nobody can own: whatever escapes the fetcher below would still go nowhere.
STATIQUE = "https://statique.invalid/"
TYPES = {".svg": "image/svg+xml", ".woff2": "font/woff2", ".css": "text/css", ".png": "image/png"}


class RessourceInterdite(Exception):
    """A letter asked for something outside ``static/``: stop, rather than print a page with a hole."""


class _Arret(FatalURLFetchingError):
    """The only thing that WeasyPrint lets through. Not an ``Exception``: it would end the worker, so it stays here."""


class Chargeur(URLFetcher):
    """Give static files and data addresses; refuse the network and the disk."""

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return super().fetch(url, headers)
        trouve = finders.find(unquote(url.removeprefix(STATIQUE))) if url.startswith(STATIQUE) else None
        if not trouve:
            raise _Arret(f"Ressource refusée dans un courrier : {url}")
        chemin = Path(trouve)
        return URLFetcherResponse(url, chemin.read_bytes(), {"Content-Type": TYPES[chemin.suffix]})


@cache
def _feuille() -> tuple[CSS, FontConfiguration]:
    """Parse the style sheet and the fonts once per process: a third of the time of a page."""
    polices = FontConfiguration()
    feuille = CSS(url=f"{STATIQUE}courriers/courrier.css", url_fetcher=Chargeur(), font_config=polices)
    return feuille, polices


def pdf(courrier: Courrier) -> bytes:
    """Give the letter as a tagged PDF (PDF/UA-1): the same bytes for the same letter.

    Raises ``RessourceInterdite`` when the template asks for the network or the disk.
    """
    return pdf_de(html(courrier))


def pdf_de(page: str) -> bytes:
    """Paint a page that was frozen earlier by ``courrier.html``: a letter leaves as it was decided.

    Raises ``RessourceInterdite``.
    """
    identifiant = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
    with _arret_dit():
        return composer(page).write_pdf(pdf_variant=VARIANTE, pdf_identifier=identifiant)


def composer(page: str) -> Document:
    """Lay a page out in sheets, without painting them: enough to measure it. Raises ``RessourceInterdite``."""
    feuille, polices = _feuille()
    document = HTML(string=page, base_url=STATIQUE, url_fetcher=Chargeur())
    with _arret_dit():
        return document.render(font_config=polices, stylesheets=[feuille], pdf_variant=VARIANTE)


@contextmanager
def _arret_dit() -> Iterator[None]:
    try:
        yield
    except _Arret as arret:
        raise RessourceInterdite(str(arret)) from arret
