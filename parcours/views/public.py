"""What the square of a letter opens on a telephone: the session alone, and nobody's name."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import SessionIOC
from spie.socle.comptes.access import public
from spie.socle.courriers.dates import duree_en_clair, heure_en_clair, jour_en_clair

PLAN = "https://www.openstreetmap.org/search"


@public("Ce que dit déjà la lettre de la réunion. Aucune personne n’y figure.")
@require_GET
def reunion(request, code):
    """As it is now: a session that moved or was cancelled says so, one that is over says whom to call."""
    session = get_object_or_404(SessionIOC.objects.select_related("commune"), code=code.lower())
    debut = timezone.localtime(session.debut_le)
    rue = f"{session.adresse}, {session.commune.code_postal} {session.commune.nom}"
    contexte = {
        "session": session,
        "jour": jour_en_clair(debut.date()),
        "heure": heure_en_clair(debut.time()),
        "duree": duree_en_clair(session.fin_le - session.debut_le),
        "rue": rue,
        "plan": f"{PLAN}?{urlencode({'query': rue})}",
        "passee": session.finie(au=timezone.now()),
    }
    reponse = render(request, "parcours/public/reunion.html", contexte)
    reponse["X-Robots-Tag"] = "noindex"
    return reponse
