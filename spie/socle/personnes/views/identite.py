"""Correct who the person is, and note how to talk with them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.conflit import Saisie
from spie.socle.personnes.forms.identite import EchangesForm, IdentiteForm, NirForm
from spie.socle.personnes.identite.nir import coherence
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services import identite as services
from spie.socle.personnes.services import nir as nirs


def lire(request, personne_id) -> Personne:
    """The person, locked when the request is about to write: what is compared is what is written over."""
    personnes = Personne.objects.select_for_update(of=("self",)) if request.method == "POST" else Personne.objects
    return get_object_or_404(personnes.all(), pk=personne_id)


def vers_la_fiche(personne_id, ancre: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("accueil:fiche", args=[personne_id]) + ancre)


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def corriger(request, personne_id):
    personne = lire(request, personne_id)
    enregistre = {nom: getattr(personne, nom) for nom in services.IDENTITE}
    saisie = Saisie(
        request,
        IdentiteForm,
        enregistre=enregistre,
        version=personne.version_identite,
        aujourd_hui=timezone.localdate(),
    )
    if reponse := saisie.reponse("personnes/identite/corriger.html", {"personne": personne, "bloc": "l’identité"}):
        return reponse
    commun = {"version": personne.version_identite, "par": request.user, "le": timezone.now()}
    services.corriger_identite(personne=personne, **commun, **saisie.valeurs)
    messages.success(request, "L’identité est enregistrée.")
    return vers_la_fiche(personne_id, "#identite")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("nir")
@requires(Permission.MODIFIER_PERSONNE)
def noter_nir(request, personne_id):
    personne = lire(request, personne_id)
    form = NirForm(request.POST or None)
    if not form.is_valid():
        contexte = {"personne": personne, "form": form}
        return render(request, "personnes/identite/nir.html", contexte, status=422 if form.is_bound else 200)
    commun = {"personne": personne, "par": request.user, "le": timezone.now()}
    if nir := form.cleaned_data["nir"]:
        nirs.noter_nir(nir=nir, motif="numéro donné par la personne", **commun)
        for dit in coherence(nir, sexe=personne.sexe, naissance=personne.date_naissance):
            messages.warning(request, f"À vérifier : {dit}")
    else:
        nirs.noter_absence_de_nir(raison=form.cleaned_data["raison"], **commun)
    messages.success(request, "C’est noté.")
    return vers_la_fiche(personne_id, "#identite")


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def noter_echanges(request, personne_id):
    personne = lire(request, personne_id)
    enregistre = {nom: getattr(personne, nom) for nom in services.ECHANGES}
    saisie = Saisie(request, EchangesForm, enregistre=enregistre, version=personne.version_echanges)
    contexte = {"personne": personne, "bloc": "les langues et les échanges"}
    if reponse := saisie.reponse("personnes/identite/echanges.html", contexte):
        return reponse
    commun = {"version": personne.version_echanges, "par": request.user, "le": timezone.now()}
    services.noter_echanges(personne=personne, **commun, **saisie.valeurs)
    messages.success(request, "C’est noté.")
    return vers_la_fiche(personne_id, "#identite")
