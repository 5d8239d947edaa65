"""One decision: choose, check what will be sent, confirm; then the next one opens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from orientation.forms.decision import DecisionForm
from orientation.models import Orientation
from orientation.services.charge import charges
from orientation.services.decision import decider as decider_service
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.personnes.models import Adresse


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDER_ORIENTATION)
def decider(request, orientation_id) -> HttpResponse:
    """GET shows, a first POST shows the summary to confirm, a second one (``confirmer``) decides."""
    orientation = get_object_or_404(Orientation.objects.pour_la_file(), pk=orientation_id)
    jour = timezone.localdate()
    adresse = Adresse.objects.en_cours().filter(foyer_id=orientation.parcours.personne.foyer_id).first()
    possibles = charges(au=jour, insee=adresse.commune_insee if adresse else "")
    form = DecisionForm(request.POST or None, charges=possibles)
    contexte = {
        "orientation": orientation, "personne": orientation.parcours.personne, "form": form, "adresse": adresse,
        "age": orientation.parcours.personne.age(au=jour),
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "orientation/orientation/decider.html", contexte)
    if "confirmer" not in request.POST:
        return render(request, "orientation/orientation/confirmer.html", contexte | {"choix": form.cleaned_data})
    decider_service(orientation=orientation, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, f"{orientation.parcours.personne} : décision enregistrée, la lettre part.")
    suivante = Orientation.objects.a_decider().par_urgence().first()
    return redirect("orientation:decider", suivante.pk) if suivante else redirect("orientation:file")
