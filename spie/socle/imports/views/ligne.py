"""One row: mend its cells, say who it is, pick it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.imports import services
from spie.socle.imports.forms.ligne import CasesForm, ChoixForm, CochesForm, montrables
from spie.socle.imports.lecture.colonnes import champs_de
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.services.comparaison import changements, cote_a_cote
from spie.socle.imports.states import StatutLigne
from spie.socle.imports.views.grille import Grille, LigneAffichee
from spie.socle.imports.views.import_liste import lire_import, vers_la_suite
from spie.socle.personnes.models import Personne


def _ligne(import_id, ligne_id) -> LigneListe:
    lignes = LigneListe.objects.select_related("importe__source", "personne")
    return get_object_or_404(lignes, importe=import_id, pk=ligne_id)


def _retour(request, importe: ImportListe, ancre: str = ""):
    """Back to the tab and the page one was on. ``ici`` is « ?voir=…&apres=… »."""
    ici = request.POST.get("ici", "")
    page = reverse("imports:detail", args=[importe.pk])
    sur = ici.startswith("?") and url_has_allowed_host_and_scheme(page + ici, {request.get_host()})
    return redirect(f"{page}{ici if sur else ''}{ancre}")


@require_GET
@requires(Permission.IMPORTER_LISTES)
def ligne(request, import_id, ligne_id):
    """The whole row: every cell, why it is so, and those who look like it side by side."""
    lue = _ligne(import_id, ligne_id)
    champs = montrables(lue, champs_de(lue.importe.source.nature))
    contexte = {
        "importe": lue.importe,
        "affichee": LigneAffichee(lue),
        "form": CasesForm(ligne=lue, champs=champs) if lue.importe.modifiable else None,
        "faces": cote_a_cote(lue, au=timezone.localdate()) if not lue.fautes else [],
        "reunit": request.affectation.permet(Permission.REUNIR_FICHES),
        "a_repondre": lue.importe.modifiable and lue.statut == StatutLigne.A_CONFIRMER,
    }
    return render(request, "imports/ligne/ligne.html", contexte)


@require_POST
@requires(Permission.IMPORTER_LISTES)
def corriger(request, import_id, ligne_id):
    """Save what was typed; the row alone comes back to the grid, with the counts."""
    lue = _ligne(import_id, ligne_id)
    champs = [champ.nom for champ in champs_de(lue.importe.source.nature) if champ.nom in request.POST]
    form = CasesForm(request.POST, ligne=lue, champs=champs)
    if not form.is_valid():
        messages.error(request, "Une case est trop longue : raccourcissez-la.")
        return redirect("imports:ligne", import_id, ligne_id)
    corrigee = services.corriger(ligne=lue, cases=form.cases, le=timezone.now())
    if not request.htmx:
        return _retour(request, lue.importe, f"#ligne-{corrigee.rang}")
    grille = Grille(lue.importe, request.GET, au=timezone.localdate())
    ajouts = changements(lue.importe, [corrigee], au=timezone.localdate())
    affichee = LigneAffichee(corrigee, ajouts.get(corrigee.pk, ()))
    contexte = {"importe": lue.importe, "affichee": affichee, "grille": grille, "etape": grille.etape, "a_part": True}
    reponse = render(request, "imports/ligne/_corrigee.html", contexte)
    return trigger_client_event(reponse, "annonce", {"message": f"Ligne {corrigee.rang} : {corrigee.phrase}"})


@require_POST
@requires(Permission.IMPORTER_LISTES)
def qui(request, import_id, ligne_id):
    """« C'est elle », or « c'est une autre personne »; then the next row that waits for an answer."""
    lue, form = _ligne(import_id, ligne_id), ChoixForm(request.POST)
    form.is_valid()
    choisie = form.cleaned_data.get("personne")
    services.choisir(ligne=lue, personne=get_object_or_404(Personne, pk=choisie) if choisie else None)
    suivantes = lue.importe.lignes.filter(statut=StatutLigne.A_CONFIRMER).order_by("rang")
    suivante = suivantes.filter(rang__gt=lue.rang).first() or suivantes.first()
    if suivante:
        messages.success(request, f"Ligne {lue.rang} : votre réponse est gardée. Voici la suivante.")
        return redirect("imports:ligne", import_id, suivante.pk)
    messages.success(request, "Toutes les ressemblances ont leur réponse.")
    return redirect("imports:detail", import_id)


@require_POST
@requires(Permission.IMPORTER_LISTES)
def cocher(request, import_id):
    """The rows picked on this page, or all of them; then, if asked, the import."""
    importe, form, acte = lire_import(import_id), CochesForm(request.POST), request.POST.get("acte", "")
    if acte in ("tout", "rien"):
        services.cocher(importe=importe, cochee=acte == "tout")
        return _retour(request, importe)
    services.cocher(importe=importe, lignes=form.cochees, cochee=True)
    services.cocher(importe=importe, lignes=form.montrees - form.cochees, cochee=False)
    if acte == "importer":
        return vers_la_suite(request, services.lancer(importe=importe, par=request.user, le=timezone.now()))
    if not request.htmx:
        return _retour(request, importe)
    contexte = {"importe": importe, "grille": Grille(importe, request.GET, au=timezone.localdate())}
    return render(request, "imports/import_liste/_actions.html", contexte)


@require_POST
@requires(Permission.IMPORTER_LISTES)
def accepter(request, import_id):
    importe = lire_import(import_id)
    acceptees = services.accepter_ressemblances(importe=importe)
    s = pluralize(acceptees)
    messages.success(request, f"{acceptees} ressemblance{s} acceptée{s} : les fiches connues seront complétées.")
    return redirect("imports:detail", importe.pk)


@require_POST
@requires(Permission.IMPORTER_LISTES)
def reessayer(request, import_id):
    importe = lire_import(import_id)
    reprises = services.reessayer(importe=importe, le=timezone.now())
    s = pluralize(reprises)
    messages.success(request, f"{reprises} ligne{s} vérifiée{s} de nouveau.")
    return redirect("imports:detail", importe.pk)
