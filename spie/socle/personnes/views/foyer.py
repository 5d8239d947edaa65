"""Where the household lives, and a person who goes away from it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.conflit import Saisie
from spie.socle.personnes.forms.foyer import AdresseForm, SeparationForm
from spie.socle.personnes.models import Adresse, Foyer, Personne
from spie.socle.personnes.services import foyer as services
from spie.socle.personnes.views.identite import vers_la_fiche


def enregistree(foyer: Foyer) -> dict:
    """The values of the address in force, or those of an empty one."""
    adresse = foyer.adresses.en_cours().first() or Adresse()
    champs = [nom for nom in AdresseForm.champs if nom != "sans_domicile_fixe"]
    return {nom: getattr(adresse, nom) for nom in champs} | {"sans_domicile_fixe": foyer.sans_domicile_fixe}


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def changer_adresse(request, personne_id):
    personne = get_object_or_404(Personne.objects.select_related("foyer"), pk=personne_id)
    foyer = Foyer.objects.select_for_update().get(pk=personne.foyer_id) if request.POST else personne.foyer
    version = services.version_adresse(foyer)
    reglages = {"enregistre": enregistree(foyer), "version": version, "aujourd_hui": timezone.localdate()}
    saisie = Saisie(request, AdresseForm, **reglages)
    if reponse := saisie.reponse("personnes/foyer/adresse.html", {"personne": personne, "bloc": "l’adresse"}):
        return reponse
    commun = {"version": version, "par": request.user, "le": timezone.now()}
    services.changer_adresse(personne=personne, **commun, **saisie.valeurs)
    messages.success(request, "L’adresse est enregistrée. L’ancienne reste dans l’historique.")
    return vers_la_fiche(personne_id, "#coordonnees")


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def quitter(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    form = SeparationForm(request.POST or None, aujourd_hui=timezone.localdate())
    if not form.is_valid():
        autres = Personne.objects.filter(foyer_id=personne.foyer_id).exclude(pk=personne.pk).order_by("role", "id")
        contexte = {"personne": personne, "form": form, "autres": autres}
        return render(request, "personnes/foyer/quitter.html", contexte, status=422 if form.is_bound else 200)
    services.quitter_foyer(personne=personne, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, "La personne a maintenant son propre foyer. Écrivez sa nouvelle adresse.")
    return vers_la_fiche(personne_id, "#foyer")
