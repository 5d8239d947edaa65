"""The edges where a refusal of the domain becomes a sentence on the screen.

`ATOMIC_REQUESTS` makes the view a savepoint: Django undoes it before `process_exception`, so nothing of a refused
act remains, while the message written here is saved with the session.
"""

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from spie.socle.refus import Refus


class RefusMiddleware:
    """Refus → 422 and a header for htmx; a message and the way back for a form; the 422 page without a way back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refus):
            return None
        if request.headers.get("HX-Request"):
            return reponse_htmx(str(exception))
        retour = page_precedente(request)
        if retour is None:
            return render(request, "422.html", {"motif": str(exception)}, status=422)
        messages.error(request, str(exception))
        return HttpResponseRedirect(retour)


def reponse_htmx(motif: str) -> HttpResponse:
    """The page keeps what it shows (HX-Reswap) and puts the sentence in its messages."""
    return HttpResponse(
        status=422, headers={"HX-Trigger": json.dumps({"refus": {"message": motif}}), "HX-Reswap": "none"}
    )


def page_precedente(request) -> str | None:
    """The page the form was on, if it is one of ours. A refused GET never goes back: it would turn in circles."""
    retour = request.headers.get("Referer", "")
    sur = url_has_allowed_host_and_scheme(retour, {request.get_host()}, require_https=request.is_secure())
    return retour if retour and sur and request.method != "GET" else None
