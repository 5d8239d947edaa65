"""Make one file of two: find the other one, compare, confirm; then undo if it was wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.personnes.forms.fusion import RechercheForm, ReunionForm
from spie.socle.personnes.fusion.champs import cote_a_cote
from spie.socle.personnes.models import Fusion, Personne
from spie.socle.personnes.recherche import chercher
from spie.socle.personnes.services import fusion as services

RESULTATS = 8


@require_http_methods(["GET", "POST"])
@requires(Permission.REUNIR_FICHES)
def reunir(request, personne_id) -> HttpResponse:
    """Those who look alike first; a search otherwise. Names never stand in an address: the search is a POST."""
    personne = get_object_or_404(Personne, pk=personne_id)
    form = RechercheForm(request.POST or None)
    trouvees = None
    if form.is_valid():
        trouvees = [p for p in chercher(texte=form.cleaned_data["q"], limite=RESULTATS + 1) if p.pk != personne.pk]
    contexte = {
        "personne": personne,
        "form": form,
        "trouvees": trouvees,
        "ressemblantes": services.ressemblantes(personne, au=timezone.localdate()),
    }
    return render(request, "personnes/fusion/choisir.html", contexte)


@require_http_methods(["GET", "POST"])
@requires(Permission.REUNIR_FICHES)
def reunir_avec(request, personne_id, autre_id) -> HttpResponse:
    gardee, absorbee = get_object_or_404(Personne, pk=personne_id), get_object_or_404(Personne, pk=autre_id)
    form = ReunionForm(request.POST or None, cotes=list(cote_a_cote(gardee, absorbee)))
    if not form.is_valid():
        contexte = {"personne": gardee, "autre": absorbee, "form": form, "attaches": services.attaches(absorbee)}
        return render(request, "personnes/fusion/comparer.html", contexte)
    motif = form.cleaned_data["motif"]
    fusion = services.reunir(
        gardee=gardee, absorbee=absorbee, choix=form.choix, motif=motif, par=request.user, le=timezone.now()
    )
    messages.success(request, "Les deux fiches n’en font plus qu’une. Vous pouvez encore l’annuler ici.")
    return redirect("fiche:fusion", fusion.pk)


@require_GET
@requires(Permission.REUNIR_FICHES)
def fusion(request, fusion_id) -> HttpResponse:
    faite = get_object_or_404(Fusion.objects.recentes(), pk=fusion_id)
    contexte = {"fusion": faite, "annulable": faite.annulable(au=timezone.localdate())}
    return render(request, "personnes/fusion/detail.html", contexte)


@require_POST
@requires(Permission.REUNIR_FICHES)
def defaire(request, fusion_id) -> HttpResponse:
    faite = get_object_or_404(Fusion, pk=fusion_id)
    laissees = services.annuler(fusion=faite, par=request.user, le=timezone.now())
    messages.success(request, "Les deux fiches sont de nouveau séparées, comme avant.")
    if laissees:
        messages.info(request, "Ce qui a été corrigé entre-temps sur la fiche gardée n’a pas été changé.")
    return redirect("fiche:fusion", faite.pk)
