"""What people received, in the demonstration: their telephone, their mailbox, their letters."""

import base64
from datetime import datetime

import httpx
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission

AFFICHES = 60


@require_GET
@requires(Permission.VOIR_ENVOIS)
def messages(request):
    recus = _recus(request.departement.code)
    if recus is not None:
        recus = [
            m | {"le": datetime.fromtimestamp(m["recu_le"], tz=timezone.get_current_timezone())}
            for m in recus[:AFFICHES]
        ]
    vus = f"{len(recus)}-{recus[0]['id']}" if recus else "0"
    # Nothing new: what is being read on the screen is left alone.
    if request.htmx and recus is not None and request.GET.get("vus") == vus:
        return HttpResponse(status=204)
    gabarit = "envois/capteur/_messages.html" if request.htmx else "envois/capteur/messages.html"
    return render(request, gabarit, {"recus": recus, "vus": vus})


@require_GET
@requires(Permission.VOIR_ENVOIS)
def lettre(request, numero):
    for message in _recus(request.departement.code) or []:
        if message["id"] == numero and message["canal"] == "courrier":
            return HttpResponse(base64.b64decode(message["pdf"]), content_type="application/pdf")
    raise Http404("Cette lettre n'existe pas.")


def _recus(departement: str) -> list[dict] | None:
    """The messages of this département at the catcher, None when it does not answer."""
    if not settings.DEPARTEMENT_DE_DEMO:
        raise Http404("Cette page n'existe que dans la démonstration.")
    adresse = settings.CANAL_SMS_URL.removesuffix("/sms") + "/messages"
    try:
        with httpx.Client(trust_env=False, timeout=3) as client:
            return client.get(adresse, params={"departement": departement}).json()
    except httpx.HTTPError:
        return None
