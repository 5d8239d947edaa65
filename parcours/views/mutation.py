"""A person leaves for another département, or arrives from one."""

from datetime import date

from django.contrib import messages
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.forms.mutation import AccueilForm, DeclinForm, DepartForm
from parcours.models import Parcours
from parcours.services import mutation as services
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.dates import jour_court
from spie.socle.personnes.models import Opposition, Personne, Pli
from spie.socle.personnes.services import depart as departs
from spie.socle.personnes.services.pli import contenu_de
from spie.socle.territoires.models import Departement

PAR_PAGE = 50
A_TRAITER = Case(When(suite=Pli.Suite.ATTENTE, then=0), default=1)
DATES = {
    "droit_notifie_le": "Droit notifié le",
    "info_recue_le": "Information reçue le",
    "confie_le": "Orientation décidée le",
    "contrat_avant_le": "Contrat à signer avant le",
}


def noms_des_departements() -> dict[str, str]:
    return {d.code: str(d) for d in Departement.objects.all()}


@require_http_methods(["GET", "POST"])
@requires(Permission.TRANSMETTRE_DOSSIER)
def quitter(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    reglages = {"destinations": services.destinations(), "aujourd_hui": timezone.localdate()}
    form = DepartForm(request.POST or None, **reglages)
    if not form.is_valid():
        contexte = {"personne": personne, "form": form}
        return render(request, "parcours/mutation/quitter.html", contexte, status=422 if form.is_bound else 200)
    depart = services.quitter(personne=personne, par=request.user, le=timezone.now(), **form.cleaned_data)
    suite = "Le minimum est transmis : l’autre département va répondre." if depart.est_transmis else ""
    messages.success(request, f"Le départ est enregistré et le parcours est clos. {suite}".strip())
    return redirect("accueil:fiche", personne_id)


@require_POST
@requires(Permission.TRANSMETTRE_DOSSIER)
def revenir(request, personne_id):
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    departs.revenir(personne=personne, par=request.user, le=timezone.now())
    messages.success(request, "Le dossier est rouvert : son histoire continue.")
    return redirect("accueil:fiche", personne_id)


@require_GET
@requires(Permission.TRANSMETTRE_DOSSIER)
def recus(request):
    plis = list(
        Pli.objects.dossiers().select_related("traite_par", "personne").order_by(A_TRAITER, "-remis_le")[:PAR_PAGE]
    )
    noms = noms_des_departements()
    lignes = [{"pli": pli, "de": noms.get(pli.expediteur, pli.expediteur), "qui": attendue(pli)} for pli in plis]
    return render(request, "parcours/mutation/recus.html", {"lignes": lignes})


def attendue(pli: Pli) -> str:
    """The name in a file that waits. What was refused is not opened again."""
    if pli.suite != Pli.Suite.ATTENTE:
        return ""
    identite = contenu_de(pli)["identite"]
    return f"{identite['nom']} {identite['prenom']}"


def presenter(pli: Pli, contenu: dict) -> dict:
    """A received file as one reads it: dates in French, codes in words."""
    parcours, naissance = contenu["parcours"], contenu["identite"]["date_naissance"]
    dates = [(mots, jour_court(date.fromisoformat(parcours[nom]))) for nom, mots in DATES.items() if parcours.get(nom)]
    if parcours.get("modalite"):
        dates.append(("Modalité", Parcours.Modalite(parcours["modalite"]).label))
    return {
        "pli": pli,
        "recu": contenu,
        "de": noms_des_departements().get(pli.expediteur, pli.expediteur),
        "naissance": date.fromisoformat(naissance) if naissance else None,
        "refus": [Opposition.Canal(canal).label for canal in contenu["refus"]],
        "dates": dates,
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.TRANSMETTRE_DOSSIER)
def recu(request, pli_id):
    pli = get_object_or_404(Pli.objects.dossiers().select_related("traite_par", "personne"), pk=pli_id)
    contenu = contenu_de(pli)
    decision = services.deja_connue(contenu, au=timezone.localdate())
    form = AccueilForm(request.POST or None, candidates=services.acceptables(decision))
    if not form.is_valid():
        contexte = presenter(pli, contenu) | {"decision": decision, "form": form}
        return render(request, "parcours/mutation/recu.html", contexte, status=422 if form.is_bound else 200)
    connue = Personne.objects.get(pk=form.personne_id) if form.personne_id else None
    personne = services.accueillir(pli=pli, personne=connue, par=request.user, le=timezone.now())
    dit = "Dossier retrouvé : son histoire continue ici." if connue else "La personne a maintenant un dossier ici."
    messages.success(request, dit)
    return redirect("accueil:fiche", personne.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.TRANSMETTRE_DOSSIER)
def refuser(request, pli_id):
    pli = get_object_or_404(Pli.objects.dossiers(), pk=pli_id)
    form = DeclinForm(request.POST or None)
    if not form.is_valid():
        contexte = {"pli": pli, "form": form}
        return render(request, "parcours/mutation/refuser.html", contexte, status=422 if form.is_bound else 200)
    services.refuser(pli=pli, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, "Le dossier est refusé. L’autre département lira votre raison.")
    return redirect("mutations:recus")
