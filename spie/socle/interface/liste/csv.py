"""CSV as French spreadsheets open it: BOM, semicolons, French dates, and no formula hidden in a cell."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from spie.socle.territoires.isolation import departement_courant

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n")
LIGNES_PAR_ENVOI = 200


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, texte: str) -> str:
        return texte


def neutraliser(texte: str) -> str:
    """A spreadsheet executes a cell starting with = + - @: an apostrophe makes it text."""
    return f"'{texte}" if texte.lstrip(" ").startswith(DANGEREUX) or texte.startswith(DANGEREUX) else texte


def case(valeur: Any) -> str:
    """One value as text. Numbers keep their sign: ours are not typed by people."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        return (timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur).strftime("%d/%m/%Y %H:%M")
    if isinstance(valeur, date):
        return valeur.strftime("%d/%m/%Y")
    if isinstance(valeur, int | float | Decimal):
        return str(valeur).replace(".", ",")
    return neutraliser(str(valeur))


def morceaux(entetes: Sequence[str], lignes: Iterator[Sequence[Any]]) -> Iterator[str]:
    """The file, a few hundred lines at a time: never the whole of it in memory."""
    plume = csv.writer(_Echo(), delimiter=";")
    paquet = [BOM + plume.writerow(entetes)]
    for ligne in lignes:
        paquet.append(plume.writerow([case(valeur) for valeur in ligne]))
        if len(paquet) >= LIGNES_PAR_ENVOI:
            yield "".join(paquet)
            paquet = []
    yield "".join(paquet)


def reponse_csv(nom: str, code: str, entetes: Sequence[str], lignes: Callable[[], Iterator]) -> StreamingHttpResponse:
    """Stream the file. The body leaves after the request's transaction: it opens its own for this département."""

    def corps():
        with departement_courant(code):
            yield from morceaux(entetes, lignes())

    fichier = f"{nom}-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        corps(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{fichier}"', "X-Accel-Buffering": "no"},
    )
