"""The lists, from the file to the report: deposit, columns, progress, import, undo."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.imports import coup_de_coude, services
from spie.socle.imports.forms.colonnes import ColonnesForm
from spie.socle.imports.forms.import_liste import DepotForm
from spie.socle.imports.models import ImportListe, SourceListe
from spie.socle.imports.views.grille import Grille
from spie.socle.interface.liste import Column, ListPage, Vide


class ListesListe(ListPage):
    titre = "Listes importées"
    template = "imports/import_liste/listes.html"
    columns = (
        Column("fichier", "Fichier", value="nom_fichier", href=lambda i: reverse("imports:detail", args=[i.pk])),
        Column("source", "Source", value="source.nom"),
        Column("arretee", "Arrêtée au", value="arretee_le"),
        Column("depose", "Déposé", value="depose_le", sort="depose_le"),
        Column("par", "Par", value=lambda i: str(i.depose_par)),
        Column("empreinte", "Empreinte", value=lambda i: i.sha256[:12]),
        Column("lignes", "Lignes", value="total", nombre=True),
        Column("creees", "Créées", nombre=True),
        Column("completees", "Complétées", nombre=True),
        Column("rejetees", "Écartées", nombre=True),
        Column("etat", "État", value="get_etat_display", template="imports/import_liste/_etat.html"),
    )
    tri_defaut = "-depose"
    par_page = 20
    vide = Vide(
        "Aucune liste pour l’instant",
        "Déposez une première liste : rien n’est écrit avant que vous l’ayez relue.",
        icone="file-import",
    )

    def queryset(self, request):
        return ImportListe.objects.pour_l_historique()

    def contexte(self):
        return {"charge_flux": self.request.affectation.permet(Permission.CHARGER_FLUX)}


@require_GET
@requires(Permission.IMPORTER_LISTES)
def accueil(request):
    """One entry in the navigation: the flows for who loads them, the lists for the others."""
    return redirect("flux:liste" if request.affectation.permet(Permission.CHARGER_FLUX) else "imports:listes")


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTER_LISTES)
def listes(request):
    form = DepotForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        reponse = ListesListe(request, form=form).reponse()
        reponse.status_code = 422 if form.is_bound else 200
        return reponse
    choix, fichier = form.cleaned_data, form.cleaned_data["fichier"]
    if form.est_nouvelle:
        source = services.nommer_source(nom=choix["nom"].strip(), nature=choix["nature"])
    else:
        source = get_object_or_404(SourceListe, pk=choix["source"])
    importe = services.deposer(
        fichier=fichier, nom=fichier.name, source=source, par=request.user, le=timezone.now(),
        arretee_le=choix["arretee_le"], meme_plus_ancienne=choix["meme_plus_ancienne"],
    )  # fmt: skip
    return vers_la_suite(request, importe)


def vers_la_suite(request, importe: ImportListe):
    """To the page of the import; a worker is told when it has something to do."""
    if importe.au_travail:
        transaction.on_commit(partial(coup_de_coude.donner, request.departement.code, importe.pk))
    return redirect("imports:detail", importe.pk)


def lire_import(import_id) -> ImportListe:
    return get_object_or_404(ImportListe.objects.select_related("source", "depose_par", "applique_par"), pk=import_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTER_LISTES)
def colonnes(request, import_id):
    importe = lire_import(import_id)
    form = ColonnesForm(request.POST or None, importe=importe)
    if not form.is_valid():
        contexte = {"importe": importe, "form": form, "etape": 2}
        return render(request, "imports/import_liste/colonnes.html", contexte, status=422 if form.is_bound else 200)
    services.relier(importe=importe, colonnes=form.colonnes, mots=form.sens, le=timezone.now())
    return vers_la_suite(request, importe)


@require_GET
@requires(Permission.IMPORTER_LISTES)
def detail(request, import_id):
    """Where the import is: its columns, its progress, or its rows."""
    importe = lire_import(import_id)
    if importe.etat == ImportListe.Etat.COLONNES:
        return redirect("imports:colonnes", importe.pk)
    if importe.au_travail:
        return _avancement(request, importe)
    if request.htmx.target == "avancement":
        return HttpResponse(headers={"HX-Redirect": reverse("imports:detail", args=[importe.pk])})
    return _grille(request, importe)


def _avancement(request, importe: ImportListe):
    verification = importe.etat == ImportListe.Etat.VERIFICATION
    faits = importe.lus if verification else importe.a_faire - importe.lignes.a_importer().count()
    sur = importe.total if verification else importe.a_faire
    contexte = {
        "importe": importe,
        "faits": faits,
        "sur": sur,
        "reste": importe.reste_secondes(a=timezone.now(), faits=faits, sur=sur),
        "etape": 3 if verification else 5,
    }
    page, morceau = "imports/import_liste/avancement.html", "imports/import_liste/_avancement.html"
    return render(request, morceau if request.htmx.target == "avancement" else page, contexte)


def _grille(request, importe: ImportListe):
    grille = Grille(importe, request.GET, au=timezone.localdate())
    contexte = {
        "importe": importe,
        "grille": grille,
        "annulable": services.annulable(importe, le=timezone.now()),
        "etape": grille.etape,
    }
    return render(request, "imports/import_liste/grille.html", contexte)


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTER_LISTES)
def annuler(request, import_id):
    """What would be undone, what blocks; then the undoing."""
    importe = lire_import(import_id)
    if request.method == "GET":
        contexte = {
            "importe": importe,
            "annulable": services.annulable(importe, le=timezone.now()),
            "blocages": services.blocages(importe),
            "comptes": importe.lignes.comptes(),
        }
        return render(request, "imports/import_liste/annuler.html", contexte)
    defaites = services.annuler(importe=importe, par=request.user, le=timezone.now())
    s = pluralize(defaites)
    messages.success(request, f"L’import est annulé, {defaites} ligne{s} défaite{s} : tout est comme avant.")
    return redirect("imports:detail", importe.pk)


@require_POST
@requires(Permission.IMPORTER_LISTES)
def abandonner(request, import_id):
    services.abandonner(importe=lire_import(import_id))
    messages.success(request, "L’import est abandonné : rien n’a été écrit.")
    return redirect("imports:listes")
