"""Add, correct, verify and end a way of reaching the person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.conflit import Saisie
from spie.socle.personnes.forms.contact import ContactForm, FinContactForm, NouveauContactForm
from spie.socle.personnes.models import Contact, Personne
from spie.socle.personnes.services import contact as services
from spie.socle.personnes.views.identite import vers_la_fiche


def lire(personne_id, contact_id) -> Contact:
    contacts = Contact.objects.filter(personne_id=personne_id).select_related("personne")
    return get_object_or_404(contacts, pk=contact_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def ajouter(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    form = NouveauContactForm(request.POST or None)
    if not form.is_valid():
        contexte = {"personne": personne, "form": form}
        return render(request, "personnes/contact/ajouter.html", contexte, status=422 if form.is_bound else 200)
    contact = services.ajouter_contact(
        personne=personne, par=request.user, le=timezone.now(), **form.champs_du_contact()
    )
    messages.success(request, f"{contact} est ajouté.")
    return vers_la_fiche(personne_id, "#coordonnees")


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def modifier(request, personne_id, contact_id):
    contact = lire(personne_id, contact_id)
    enregistre = {nom: getattr(contact, nom) for nom in services.MODIFIABLES}
    saisie = Saisie(request, ContactForm, enregistre=enregistre, version=contact.version)
    contexte = {"personne": contact.personne, "contact": contact, "bloc": f"« {contact} »"}
    if reponse := saisie.reponse("personnes/contact/modifier.html", contexte):
        return reponse
    commun = {"version": contact.version, "par": request.user, "le": timezone.now()}
    services.modifier_contact(contact=contact, **commun, **saisie.valeurs)
    messages.success(request, f"{contact} est enregistré.")
    return vers_la_fiche(personne_id, "#coordonnees")


@require_POST
@requires(Permission.MODIFIER_PERSONNE)
def verifier(request, personne_id, contact_id):
    contact = services.verifier_contact(contact=lire(personne_id, contact_id), par=request.user, le=timezone.now())
    messages.success(request, f"{contact} est vérifié aujourd’hui.")
    return vers_la_fiche(personne_id, "#coordonnees")


@require_http_methods(["GET", "POST"])
@requires(Permission.MODIFIER_PERSONNE)
def terminer(request, personne_id, contact_id):
    contact = lire(personne_id, contact_id)
    form = FinContactForm(request.POST or None)
    if not form.is_valid():
        contexte = {"personne": contact.personne, "contact": contact, "form": form}
        return render(request, "personnes/contact/terminer.html", contexte, status=422 if form.is_bound else 200)
    services.terminer_contact(contact=contact, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, f"{contact} ne sera plus utilisé. Il reste dans l’historique.")
    return vers_la_fiche(personne_id, "#coordonnees")
