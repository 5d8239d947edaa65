"""The channels that the person refuses."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.personnes.forms.contact import OppositionForm
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services import opposition as services
from spie.socle.personnes.views.identite import vers_la_fiche


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def enregistrer(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    form = OppositionForm(request.POST or None, aujourd_hui=timezone.localdate())
    if not form.is_valid():
        contexte = {"personne": personne, "form": form}
        return render(request, "personnes/opposition/enregistrer.html", contexte, status=422 if form.is_bound else 200)
    opposition = services.s_opposer(personne=personne, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, f"C’est enregistré : plus de {opposition.get_canal_display()}.")
    return vers_la_fiche(personne_id, "#coordonnees")


@require_POST
@requires(Permission.MODIFIER_PERSONNE)
def lever(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    canal = request.POST.get("canal", "")
    opposition = services.lever_opposition(personne=personne, canal=canal, par=request.user, le=timezone.now())
    messages.success(request, f"La personne accepte de nouveau : {opposition.get_canal_display()}.")
    return vers_la_fiche(personne_id, "#coordonnees")
