"""The door: come in, choose from where one works, leave."""

from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from spie.socle.comptes.access import connected, public
from spie.socle.comptes.forms import AffectationForm, ConnexionForm
from spie.socle.comptes.middleware import CLE_SESSION


@public("C'est la porte d'entrée.")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def connexion(request):
    form = ConnexionForm(request, request.POST or None)
    if not form.is_valid():
        statut = 422 if form.is_bound else 200
        return render(request, "comptes/connexion/page.html", {"form": form, "suite": _suite(request)}, status=statut)
    agent = form.get_user()
    login(request, agent)
    if agent.affectations.en_cours().count() > 1:
        return redirect("comptes:affectation")
    return redirect(_suite(request) or "accueil:journee")


def _suite(request) -> str:
    """Where the person was going, if it is on this very site."""
    suite = request.POST.get("next") or request.GET.get("next", "")
    return suite if url_has_allowed_host_and_scheme(suite, {request.get_host()}) else ""


@public("Sortir est toujours permis.")
@require_POST
def deconnexion(request):
    logout(request)
    return redirect("comptes:connexion")


@connected
@require_http_methods(["GET", "POST"])
def affectation(request):
    initial = {"affectation": str(request.affectation.pk)}
    form = AffectationForm(request.POST or None, affectations=request.affectations, initial=initial)
    if form.is_valid():
        request.session[CLE_SESSION] = form.cleaned_data["affectation"]
        return redirect("accueil:journee")
    return render(request, "comptes/affectation/page.html", {"form": form}, status=422 if form.is_bound else 200)
