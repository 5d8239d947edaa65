"""Absences about which someone must say something."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parcours.forms.emargement import QualificationForm
from parcours.models import Convocation
from parcours.services import emargement as services
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission

PAR_PAGE = 100


@require_GET
@requires(Permission.GERER_SESSIONS)
def liste(request):
    absences = list(Convocation.objects.a_qualifier()[: PAR_PAGE + 1])
    contexte = {"absences": absences[:PAR_PAGE], "encore": len(absences) > PAR_PAGE}
    return render(request, "parcours/absence/liste.html", contexte)


@require_http_methods(["GET", "POST"])
@requires(Permission.GERER_SESSIONS)
def qualifier(request, convocation_id):
    absences = Convocation.objects.select_related("session__commune", "parcours__personne", "constatee_par")
    convocation = get_object_or_404(absences, pk=convocation_id)
    form = QualificationForm(request.POST or None)
    if not form.is_valid():
        contexte = {"form": form, "convocation": convocation}
        return render(request, "parcours/absence/qualifier.html", contexte, status=422 if form.is_bound else 200)
    retenu, motif = form.cleaned_data["retenu"], form.motif_complet()
    services.qualifier(convocation=convocation, retenu=retenu, motif=motif, par=request.user, le=timezone.now())
    messages.success(request, f"L’absence de {convocation.parcours.personne} est qualifiée.")
    return redirect("parcours:absences")
