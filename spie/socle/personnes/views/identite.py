"""Correct who the person is, and note how to talk with them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.conflit import Saisie
from spie.socle.personnes.forms.identite import EchangesForm, IdentiteForm
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services import identite as services


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
