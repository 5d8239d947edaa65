"""What left, what waits, what failed; and the letters to print."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.envois import services
from spie.socle.envois.forms import LotForm
from spie.socle.envois.models import Envoi
from spie.socle.interface.liste import ChoiceFilter, Column, ListPage, Onglet, Vide


class EnvoisListe(ListPage):
    titre = "Envois"
    columns = [
        Column("message", "Message", value="libelle", href=lambda e: reverse("envois:detail", args=[e.pk])),
        Column("personne", "Personne", value=lambda e: str(e.personne or "")),
        Column("canal", "Canal", value=lambda e: e.get_canal_display(), template="envois/envoi/_canal.html"),
        Column("date", "Décidé le", value="depose_le", sort="depose_le", insecable=True),
        Column("etat", "État", value=lambda e: e.get_etat_display(), template="envois/envoi/_etat.html"),
        Column("erreur", "Dernière réponse", value="erreur"),
    ]
    filters = [
        ChoiceFilter("etat", "État", Envoi.Etat.choices, "etat"),
        ChoiceFilter("canal", "Canal", Envoi.Canal.choices, "canal"),
    ]
    onglets = [
        Onglet("Tous"),
        Onglet("En échec", vide="Aucun message en échec.", etat="ECHEC"),
        Onglet("Incertains", vide="Aucun message incertain.", etat="INCERTAIN"),
    ]
    tri_defaut = "-date"
    template = "envois/envoi/liste.html"
    vide = Vide(
        "Aucun message.", "Les SMS et les lettres apparaissent ici dès qu’une décision les prépare.", icone="send"
    )

    def queryset(self, request):
        return Envoi.objects.select_related("personne")

    def contexte(self):
        return {"demonstration": bool(settings.DEPARTEMENT_DE_DEMO)}


@require_GET
@requires(Permission.VOIR_ENVOIS)
def liste(request):
    return EnvoisListe(request).reponse()


@require_GET
@requires(Permission.VOIR_ENVOIS)
def detail(request, envoi_id):
    envoi = get_object_or_404(Envoi.objects.select_related("personne"), pk=envoi_id)
    tentatives = envoi.tentatives.order_by("rang")
    gere = request.affectation.permet(Permission.GERER_ENVOIS)
    contexte = {"envoi": envoi, "tentatives": tentatives, "piece": envoi.pieces.exists(), "gere": gere}
    contexte["accuses"] = envoi.accuses.select_related("prestataire").order_by("horodatage", "id")
    return render(request, "envois/envoi/detail.html", contexte)


@require_POST
@requires(Permission.GERER_ENVOIS)
def relancer(request, envoi_id):
    envoi = get_object_or_404(Envoi.objects.all(), pk=envoi_id)
    services.relancer(envoi=envoi, par=request.user, le=timezone.now())
    messages.success(request, "Le message repart dans un instant.")
    return redirect("envois:detail", envoi_id)


@require_POST
@requires(Permission.VOIR_ENVOIS)
def courrier(request, envoi_id):
    """Open a letter: a POST, because the reading itself is traced."""
    envoi = get_object_or_404(Envoi.objects.all(), pk=envoi_id)
    return _pdf(services.consulter(envoi=envoi, par=request.user, le=timezone.now()), "courrier.pdf")


@require_GET
@requires(Permission.VOIR_ENVOIS)
def a_imprimer(request):
    return render(request, "envois/envoi/a_imprimer.html", {"envois": Envoi.objects.a_imprimer()[:200]})


@require_POST
@requires(Permission.VOIR_ENVOIS)
def imprimer(request):
    form = LotForm(request.POST)
    coches = list(form.cleaned_data["envoi"]) if form.is_valid() else []
    lot, pdf = services.imprimer_lot(envois=coches, par=request.user, le=timezone.now())
    return _pdf(pdf, f"courriers-{lot}.pdf")


def _pdf(contenu: bytes, nom: str) -> HttpResponse:
    return HttpResponse(
        contenu, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{nom}"'}
    )
