"""Make one file of two: find the other one, compare, confirm; then tell them apart again if it was wrong."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.personnes.forms.fusion import RechercheFicheForm, ReunionForm
from spie.socle.personnes.fusion.apercu import deux_nir, regarder
from spie.socle.personnes.fusion.retour import regarder_le_retour
from spie.socle.personnes.models import Adresse, Consultation, Fusion, Personne
from spie.socle.personnes.rapprochement import doubles
from spie.socle.personnes.recherche import chercher
from spie.socle.personnes.services import fusion as services
from spie.socle.personnes.services.consultation import noter_lecture
from spie.socle.personnes.views.identite import vers_la_fiche

RESULTATS = 8


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("q")
@requires(Permission.REUNIR_FICHES)
def reunir(request, personne_id) -> HttpResponse:
    """Those who look alike first; a search otherwise. Names never stand in an address: the search is a POST."""
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    form, trouvees = RechercheFicheForm(request.POST or None), None
    if form.is_valid():
        lues = chercher(texte=form.cleaned_data["q"], limite=RESULTATS + 2)
        trouvees = [p for p in lues if p.pk != personne.pk]
    contexte = {
        "personne": personne,
        "form": form,
        "trouvees": _avec_ville((trouvees or [])[:RESULTATS]),
        "encore": len(trouvees or []) > RESULTATS,
        "cherche": trouvees is not None,
        "semblables": doubles(personne, au=timezone.localdate()),
    }
    return render(request, "personnes/fusion/choisir.html", contexte, status=422 if form.errors else 200)


def _noter_lecture(request, *personnes: Personne, page: str) -> None:
    noter_lecture(personnes=personnes, page=page, par=request.affectation, le=timezone.now())


def _avec_ville(personnes: list[Personne]) -> list[tuple[Personne, str]]:
    adresses = Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in personnes})
    villes = dict(adresses.values_list("foyer_id", "ville")) if personnes else {}
    return [(p, villes.get(p.foyer_id, "")) for p in personnes]


@require_http_methods(["GET", "POST"])
@requires(Permission.REUNIR_FICHES)
def reunir_avec(request, personne_id, autre_id) -> HttpResponse:
    """Both files side by side, then one. Once done, the address leads to the file that stays."""
    fiches = Personne.objects.in_bulk([personne_id, autre_id])
    if autre_id not in fiches and services.actuelle(autre_id) == personne_id:
        messages.info(request, "Ces deux fiches sont réunies.")
        return vers_la_fiche(personne_id)
    if not {personne_id, autre_id} <= set(fiches):
        raise Http404
    if personne_id == autre_id:
        raise services.MemeFiche
    gardee, absorbee = fiches[personne_id], fiches[autre_id]
    apercu = regarder(gardee, absorbee, au=timezone.localdate())
    form = ReunionForm(request.POST or None, apercu=apercu, deux_nir=deux_nir(gardee, absorbee))
    if not form.is_valid():
        _noter_lecture(request, gardee, absorbee, page=Consultation.Page.COMPARAISON)
        contexte = {"personne": gardee, "autre": absorbee, "form": form, "apercu": apercu}
        return render(request, "personnes/fusion/comparer.html", contexte, status=422 if form.is_bound else 200)
    motif = form.cleaned_data["motif"]
    services.reunir(
        gardee=gardee, absorbee=absorbee, choix=form.choix, motif=motif, par=request.user, le=timezone.now()
    )
    messages.success(request, "Les deux fiches n’en font plus qu’une.")
    return vers_la_fiche(personne_id)


@require_GET
@requires(Permission.REUNIR_FICHES)
def fusion(request, fusion_id) -> HttpResponse:
    """What was done, and what going back would do."""
    faite = get_object_or_404(Fusion.objects.reunions().recentes(), pk=fusion_id)
    _noter_lecture(request, faite.gardee, page=Consultation.Page.SEPARATION)
    a_temps = faite.annulable(au=timezone.localdate())
    contexte = {
        "fusion": faite,
        "a_temps": a_temps,
        "retour": regarder_le_retour(faite) if a_temps else None,
        "plus_recente": services.plus_recente(faite) if a_temps else None,
    }
    return render(request, "personnes/fusion/detail.html", contexte)


@require_POST
@requires(Permission.REUNIR_FICHES)
def separer(request, fusion_id) -> HttpResponse:
    faite = get_object_or_404(Fusion.objects.reunions(), pk=fusion_id)
    laissees = services.annuler(fusion=faite, par=request.user, le=timezone.now())
    messages.success(request, "Les deux fiches sont de nouveau séparées, comme avant.")
    if laissees:
        messages.info(request, "Ce qui a été corrigé entre-temps sur la fiche gardée n’a pas été changé.")
    return redirect("fiche:fusion", faite.pk)
