"""One decision: choose, check what will be sent, confirm; then the next one of the same list opens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from orientation.forms.decision import DecisionForm
from orientation.models import Orientation
from orientation.services import apercu
from orientation.services.charge import charges, places_par_structure
from orientation.services.decision import decider as decider_service
from orientation.views.file import FileOrientation, ioc_en_mots, suite
from parcours.models import Parcours
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.courriers.rendu import pdf
from spie.socle.personnes.models import Adresse, Contact


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDER_ORIENTATION)
def decider(request, orientation_id) -> HttpResponse:
    """GET shows, a first POST shows what will be sent, a second one (``confirmer``) decides."""
    orientation, form, contexte = _charger(request, orientation_id)
    if orientation.decidee_le:
        return render(request, "orientation/orientation/decidee.html", contexte)
    if not form.is_valid() or "corriger" in request.POST:
        statut = 422 if form.errors else 200
        return render(request, "orientation/orientation/decider.html", contexte, status=statut)
    maintenant = timezone.now()
    if "confirmer" not in request.POST:
        vu = apercu.apercevoir(orientation=orientation, par=request.user, le=maintenant, **form.pour_la_lettre())
        modalite = Parcours.Modalite(form.cleaned_data["modalite"]).label
        contexte |= {"choix": form.cleaned_data, "apercu": vu, "libelle_modalite": modalite}
        return render(request, "orientation/orientation/confirmer.html", contexte)
    decider_service(orientation=orientation, par=request.user, le=maintenant, **form.cleaned_data)
    messages.success(request, f"{orientation.parcours.personne} : décision enregistrée, la lettre part.")
    return _suivante(request)


def _suivante(request) -> HttpResponse:
    """The next one of the list one comes from: same territory, same urgency."""
    suivante = FileOrientation(request).queryset_filtre.par_urgence().first()
    if suivante is None:
        return redirect(reverse("orientation:file") + suite(request))
    return redirect(reverse("orientation:decider", args=[suivante.pk]) + suite(request))


@require_POST
@requires(Permission.DECIDER_ORIENTATION)
def lettre(request, orientation_id) -> HttpResponse:
    """The very letter that this choice would send, as a PDF. A POST: the motive must not stand in an address."""
    orientation, form, contexte = _charger(request, orientation_id)
    if not form.is_valid():
        return render(request, "orientation/orientation/decider.html", contexte, status=422)
    courrier = apercu.lettre(orientation=orientation, par=request.user, le=timezone.now(), **form.pour_la_lettre())
    return HttpResponse(pdf(courrier), content_type="application/pdf", headers={"Content-Disposition": "inline"})


def _charger(request, orientation_id) -> tuple[Orientation, DecisionForm, dict]:
    """The orientation, its form, and what helps to choose."""
    orientation = get_object_or_404(Orientation.objects.pour_la_file(), pk=orientation_id)
    jour, personne = timezone.localdate(), orientation.parcours.personne
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    possibles = charges(au=jour, insee=adresse.commune_insee if adresse else "")
    form = DecisionForm(request.POST or None, charges=possibles)
    return orientation, form, {
        "orientation": orientation, "personne": personne, "form": form, "adresse": adresse,
        "age": personne.age(au=jour), "foyer": personne.foyer.personnes.count(), "ioc": ioc_en_mots(orientation),
        "contacts": Contact.objects.en_cours().filter(personne=personne).order_by("-est_mobile", "id"),
        "places": places_par_structure([c for c in possibles if c.proche]),
        "retour": reverse("orientation:file") + suite(request), "suite": suite(request),
    }  # fmt: skip
