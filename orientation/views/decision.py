"""One decision: choose, check what will be sent, confirm; then the next one opens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from orientation.forms.decision import DecisionForm
from orientation.models import Orientation
from orientation.services.apercu import apercevoir
from orientation.services.charge import charges, places_par_structure
from orientation.services.decision import decider as decider_service
from orientation.states import ORIENTATION
from orientation.views.file import FileOrientation, ioc_en_mots, suite
from spie.socle.calendrier.recours import voies_de_recours
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.courriers.rendu import pdf
from spie.socle.envois import services as envois
from spie.socle.personnes.models import Adresse, Contact

# What leaves, by channels deposited.
DEPARTS = {
    frozenset({"COURRIER", "SMS"}): "La lettre et le SMS partent.",
    frozenset({"COURRIER", "COURRIEL"}): "La lettre et un courriel partent : aucun mobile n’est à elle seule.",
    frozenset(
        {"COURRIEL"}
    ): "Un courriel part. Aucune lettre : son adresse n’est pas connue, prévenez-la par écrit autrement.",
    frozenset({"COURRIER"}): "La lettre part. Aucun SMS : son mobile n’est pas connu.",
    frozenset({"SMS"}): "Le SMS part. Aucune lettre : son adresse n’est pas connue, prévenez-la par écrit autrement.",
    frozenset(): "Rien ne part : ni adresse ni mobile connus. Prévenez-la par écrit autrement.",
}


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDER_ORIENTATION)
def decider(request, orientation_id) -> HttpResponse:
    """GET shows, a first POST shows the summary to confirm, a second one (``confirmer``) decides."""
    # Of two deciders at once, the second one waits here and reads the answer of the first.
    orientation, page = _page(request, orientation_id, verrou=request.method == "POST")
    form = page["form"]
    if not ORIENTATION.allows(orientation, "decider"):
        return _deja_decidee(request, orientation, page)
    if not form.is_valid() or "revenir" in request.POST:
        page["voies"] = voies_de_recours(au=page["jour"])
        return render(request, "orientation/orientation/decider.html", page, status=422 if form.errors else 200)
    if "confirmer" not in request.POST:
        page |= {"apercu": _apercu(request, orientation, form), "ecrit": form.en_mots()}
        return render(request, "orientation/orientation/confirmer.html", page)
    decider_service(orientation=orientation, par=request.user, le=timezone.now(), **form.cleaned_data)
    canaux = frozenset(envoi.canal for envoi in envois.des_objets([orientation]).get(orientation.pk, []))
    messages.success(request, f"{page['personne']} : décision enregistrée. {DEPARTS[canaux]}")
    return _suivante(request)


@require_POST
@requires(Permission.DECIDER_ORIENTATION)
def lettre(request, orientation_id) -> HttpResponse:
    """The very letter this decision would send, as a PDF. A POST, because what it says is not recorded yet."""
    orientation, page = _page(request, orientation_id)
    if not page["form"].is_valid():
        return render(request, "orientation/orientation/decider.html", page, status=422)
    courrier = _apercu(request, orientation, page["form"]).courrier
    return HttpResponse(pdf(courrier), content_type="application/pdf", headers={"Content-Disposition": "inline"})


def _page(request, orientation_id, *, verrou: bool = False) -> tuple[Orientation, dict]:
    """What every step shows."""
    lignes = Orientation.objects.pour_la_file()
    if verrou:
        lignes = lignes.select_for_update(of=("self",))
    orientation = get_object_or_404(lignes, pk=orientation_id)
    jour, personne = timezone.localdate(), orientation.parcours.personne
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    possibles = charges(au=jour, insee=adresse.commune_insee if adresse else "")
    page = {
        "orientation": orientation, "personne": personne, "adresse": adresse, "age": personne.age(au=jour),
        "form": DecisionForm(request.POST or None, charges=possibles), "jour": jour,
        "foyer": personne.foyer.personnes.count(), "ioc": ioc_en_mots(orientation),
        "contacts": Contact.objects.en_cours().filter(personne=personne).order_by("-est_mobile", "id"),
        "places": places_par_structure([c for c in possibles if c.proche]),
        "retour": reverse("orientation:file") + suite(request),
    }  # fmt: skip
    return orientation, page


def _apercu(request, orientation: Orientation, form: DecisionForm):
    return apercevoir(orientation=orientation, par=request.user, le=timezone.now(), **form.cleaned_data)


def _deja_decidee(request, orientation: Orientation, page: dict) -> HttpResponse:
    """Show what is recorded beside what was typed; a second click on one's own decision is no conflict."""
    form = page["form"]
    if form.is_bound and form.meme_decision(orientation, par=request.user):
        messages.info(request, f"{page['personne']} : décision déjà enregistrée, rien n’est parti deux fois.")
        return _suivante(request)
    page["ecrit"] = form.en_mots() if form.is_bound else []
    return render(request, "orientation/orientation/deja_decidee.html", page, status=409 if form.is_bound else 200)


def _suivante(request) -> HttpResponse:
    """The next one of the list one comes from: same territory, same urgency."""
    suivante = FileOrientation(request).queryset_filtre.par_urgence().first()
    if suivante is None:
        return redirect(reverse("orientation:file") + suite(request))
    return redirect(reverse("orientation:decider", args=[suivante.pk]) + suite(request))
