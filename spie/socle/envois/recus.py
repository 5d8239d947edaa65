"""What people wrote back, for the team that reads it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.envois import services
from spie.socle.envois.models import MessageRecu

AFFICHES = 100


@require_GET
@requires(Permission.VOIR_ENVOIS)
def liste(request):
    return render(request, "envois/recu/liste.html", {"recus": MessageRecu.objects.pour_la_page()[:AFFICHES]})


@require_POST
@requires(Permission.VOIR_ENVOIS)
def lire(request, recu_id):
    recu = get_object_or_404(MessageRecu.objects.all(), pk=recu_id)
    services.lire_recu(recu=recu, par=request.user, le=timezone.now())
    messages.success(request, "La réponse est marquée comme lue.")
    return redirect("envois:recus")
