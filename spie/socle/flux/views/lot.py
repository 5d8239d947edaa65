"""Load a file and follow it; say yes or no when it waits for a human."""

import csv
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.flux import coup_de_coude, services
from spie.socle.flux.forms import DepotForm
from spie.socle.flux.models import IssueFoyer, LotFlux


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARGER_FLUX)
def liste(request):
    form = DepotForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        contexte = {"form": form, "lots": LotFlux.objects.recents()[:24]}
        return render(request, "flux/lot/liste.html", contexte, status=422 if form.is_bound else 200)
    nom, le = form.cleaned_data["fichier"].name, timezone.now()
    lot = services.deposer_lot(nom=nom, par=request.user, le=le, **form.cleaned_data)
    transaction.on_commit(partial(coup_de_coude.donner, request.departement.code, lot.pk))
    return redirect("flux:detail", lot.pk)


@require_GET
@requires(Permission.CHARGER_FLUX)
def detail(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.select_related("depose_par", "decide_par"), pk=lot_id)
    comptes = lot.issues.comptes() if lot.etat == LotFlux.Etat.CHARGE else {}
    contexte = {
        "lot": lot,
        "reste": lot.reste_secondes(a=timezone.now()),
        "devant": LotFlux.objects.du_meme_organisme(lot).en_cours().first(),
        "issues": [(nature, comptes[nature]) for nature in IssueFoyer.Nature if nature in comptes],
        "rejets": lot.rejets.order_by("rang")[:200],
        "oriente": request.affectation.permet(Permission.VOIR_ORIENTATIONS),
    }
    return render(request, "flux/lot/_avancement.html" if request.htmx else "flux/lot/detail.html", contexte)


@require_POST
@requires(Permission.CHARGER_FLUX)
def confirmer(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.all(), pk=lot_id)
    services.confirmer(lot=lot, par=request.user, le=timezone.now())
    transaction.on_commit(partial(coup_de_coude.donner, request.departement.code, lot.pk))
    messages.success(request, "Le fichier va être chargé.")
    return redirect("flux:detail", lot_id)


@require_POST
@requires(Permission.CHARGER_FLUX)
def ecarter(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.all(), pk=lot_id)
    services.ecarter(lot=lot, par=request.user, le=timezone.now())
    messages.success(request, "Le fichier n'est pas chargé : rien n'a été écrit.")
    return redirect("flux:detail", lot_id)


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
