"""The attendance sheet: one screen, one form, one recording; and the same on paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parcours.forms.emargement import FeuilleForm
from parcours.models import Convocation, SessionIOC
from parcours.services import emargement as services
from parcours.views.phrases import pluriel
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSTATER_PRESENCE)
def emarger(request, session_id):
    session = get_object_or_404(SessionIOC.objects.select_related("commune"), pk=session_id)
    feuille = FeuilleForm(Convocation.objects.pour_la_feuille(session.pk), request.POST or None)
    if request.method == "GET" or not feuille.is_valid():
        return _page(request, session, feuille, statut=200 if request.method == "GET" else 422)
    maintenant = timezone.now()
    resultat = services.emarger(session=session, constats=feuille.constats(), par=request.user, le=maintenant)
    if resultat.conflits:
        feuille.signaler(resultat.conflits)
        return _page(request, session, feuille, statut=409)
    ecrites = pluriel(len(resultat.ecrites), "ligne enregistrée", "lignes enregistrées")
    messages.success(request, f"Présences : {ecrites}.")
    return redirect("parcours:session", session.pk)


def _page(request, session, feuille, *, statut: int):
    contexte = {"session": session, "feuille": feuille, "commencee": session.commencee(au=timezone.now())}
    return render(request, "parcours/session_ioc/emargement.html", contexte, status=statut)


@require_GET
@requires(Permission.CONSTATER_PRESENCE)
def feuille(request, session_id):
    session = get_object_or_404(SessionIOC.objects.select_related("commune", "territoire"), pk=session_id)
    convocations = Convocation.objects.pour_la_feuille(session.pk)
    lignes_libres = range(max(3, min(6, session.capacite)))
    contexte = {"session": session, "convocations": convocations, "lignes_libres": lignes_libres}
    return render(request, "parcours/session_ioc/feuille.html", contexte)
