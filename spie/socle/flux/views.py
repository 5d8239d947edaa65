"""Load a file and follow it; what was left aside is listed with its reason."""

import csv
from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.flux import coup_de_coude, services
from spie.socle.flux.forms import DepotForm
from spie.socle.flux.models import LotFlux


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARGER_FLUX)
def liste(request):
    form = DepotForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        contexte = {"form": form, "lots": LotFlux.objects.recents()[:24]}
        return render(request, "flux/lot/liste.html", contexte, status=422 if form.is_bound else 200)
    fichier = form.cleaned_data["fichier"]
    lot = services.deposer_lot(fichier=fichier, nom=fichier.name, par=request.user, le=timezone.now())
    transaction.on_commit(partial(coup_de_coude.donner, request.departement.code, lot.pk))
    return redirect("flux:detail", lot.pk)


@require_GET
@requires(Permission.CHARGER_FLUX)
def detail(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.select_related("depose_par"), pk=lot_id)
    contexte = {"lot": lot, "reste": lot.reste_secondes(a=timezone.now()), "rejets": lot.rejets.order_by("rang")[:200]}
    gabarit = "flux/lot/_avancement.html" if request.htmx else "flux/lot/detail.html"
    return render(request, gabarit, contexte)


@require_GET
@requires(Permission.CHARGER_FLUX)
def rejets(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.all(), pk=lot_id)
    reponse = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="rejets-{lot.pk}.csv"'
    sortie = csv.writer(reponse, delimiter=";")
    sortie.writerow(["Foyer n°", "Ligne du fichier", "Numéro de demande", "Raison"])
    sortie.writerows(lot.rejets.order_by("rang").values_list("rang", "ligne", "numero_demande", "motif"))
    return reponse
