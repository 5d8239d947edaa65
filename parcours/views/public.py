"""What the square of a letter opens on a telephone: the session alone, and nobody's name."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import SessionIOC
from spie.socle.comptes.access import public
from spie.socle.courriers.dates import duree_en_clair, heure_en_clair, jour_en_clair
from spie.socle.courriers.lien import identifiant_de


@public("Ce que dit déjà la lettre de la réunion. Aucune personne n’y figure.")
@require_GET
def reunion(request, code):
    """As it is now: a session that moved or was cancelled says so, one that is over says whom to call."""
    identifiant = identifiant_de(code)
    if identifiant is None:
        raise Http404
    session = get_object_or_404(SessionIOC.objects.select_related("commune"), pk=identifiant)
    debut = timezone.localtime(session.debut_le)
    contexte = {
        "session": session,
        "jour": jour_en_clair(debut.date()),
        "heure": heure_en_clair(debut.time()),
        "duree": duree_en_clair(session.fin_le - session.debut_le),
        "pieces": [piece.strip() for piece in session.pieces.split(";") if piece.strip()],
        "passee": session.fin_le < timezone.now(),
    }
    return render(request, "parcours/public/reunion.html", contexte)
