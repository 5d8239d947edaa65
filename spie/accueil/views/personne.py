"""The page of a person: understand in twenty seconds, then act."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import Parcours
from spie.accueil import chronologie
from spie.accueil.a_faire import a_faire
from spie.accueil.changements import presenter_tous
from spie.accueil.situation import entourage, situation
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission, Role
from spie.socle.historique.models import Trace
from spie.socle.interface.dates import date_courte, moment_demande
from spie.socle.interface.navigation import provenance
from spie.socle.personnes.models import Adresse, Changement, Consultation, Fusion, Personne
from spie.socle.personnes.services import fusion as fusions
from spie.socle.personnes.services.consultation import consulter, noter_lecture

NOUVEAUTES, CHANGEMENTS_PAR_PAGE = 12, 50
GENRES = (
    *(chronologie.PERSONNES, chronologie.IDENTITE, chronologie.PARCOURS),
    *(chronologie.ORIENTATION, chronologie.MESSAGES),
)


def visible_par(affectation, personne_id) -> bool:
    """A partner sees the people entrusted to its structure, nobody else."""
    if affectation.role != Role.PARTENAIRE:
        return True
    return Parcours.objects.confies_a(affectation.structure_id).filter(personne_id=personne_id).exists()


def faits(ids: list, *, genre: str, avant: datetime | None) -> list[Trace]:
    """One page of the chronology and one fact more, which says whether there is an older one.

    ``ids``: hers, and those of the files that hers absorbed.
    """
    traces = Trace.objects.de_la_personne(*ids)
    if types := chronologie.types_du_genre(genre):
        traces = traces.filter(type__in=types)
    if avant:
        traces = traces.filter(survenu_le__lt=avant)
    return list(traces[: chronologie.PAR_PAGE + 1])


@require_GET
@requires(Permission.VOIR_PERSONNES)
def fiche(request, personne_id):
    try:
        personne, membres = ouvrir_avec_le_foyer(request, personne_id)
    except Http404:
        return vers_la_gardee(request, personne_id, "accueil:fiche")
    lue = {"personne": personne, "par": request.affectation, "le": timezone.now()}
    visite = consulter(page=Consultation.Page.FICHE, **lue)
    genre, avant = request.GET.get("genre", ""), moment_demande(request.GET.get("avant", ""))
    reunies = fusions.reunies(personne)
    ids = [personne.pk, *(f.autre_id for f in reunies)]
    traces = faits(ids, genre=genre, avant=avant)
    affiches = traces[: chronologie.PAR_PAGE]
    contexte = situation(personne, membres) | droits(request.affectation)
    contexte |= entourage(personne, contexte["contacts"])
    contexte |= a_faire(personne=personne, situation=contexte, affectation=request.affectation, a=timezone.now())
    contexte |= {
        "retour": provenance(request, "personnes:liste"),
        "visite": visite,
        "nouveau": depuis_la_visite(personne, ids, visite, contexte["adresse"], request.user) if visite else [],
        "reunies": [f for f in reunies if f.annulable(au=contexte["jour"])],
        "genres": GENRES,
        "genre": genre,
        "mois": list(chronologie.par_mois(affiches)),
        "plus_ancien": affiches[-1].survenu_le.isoformat() if len(traces) > chronologie.PAR_PAGE else "",
    }
    return render(request, "accueil/personne/fiche.html", contexte)


@require_GET
@requires(Permission.VOIR_PERSONNES)
def historique(request, personne_id):
    """Everything that changed, field by field."""
    try:
        personne = ouvrir(request, personne_id)
    except Http404:
        return vers_la_gardee(request, personne_id, "accueil:changements")
    noter_lecture(
        personnes=[personne], page=Consultation.Page.MODIFICATIONS, par=request.affectation, le=timezone.now()
    )
    avant, identifiant = moment_demande(request.GET.get("avant", "")), request.GET.get("id", "")
    changes = Changement.objects.de_la_personne(personne).avant(avant, identifiant)
    lus = list(changes[: CHANGEMENTS_PAR_PAGE + 1])
    affiches, suite = lus[:CHANGEMENTS_PAR_PAGE], len(lus) > CHANGEMENTS_PAR_PAGE
    adresse = None if avant else Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    contexte = {
        "personne": personne,
        "changements": presenter_tous(affiches, str(adresse or "")),
        "dernier": affiches[-1] if suite else None,
        "voit_lectures": request.affectation.permet(Permission.VOIR_LECTURES),
    }
    return render(request, "accueil/personne/historique.html", contexte)


def ouvrir(request, personne_id) -> Personne:
    """The person, for who may see them. Raises ``Http404``."""
    if not visible_par(request.affectation, personne_id):
        raise Http404
    return get_object_or_404(Personne.objects.select_related("foyer"), pk=personne_id)


def ouvrir_avec_le_foyer(request, personne_id) -> tuple[Personne, list[Personne]]:
    """The person and everyone of the household, in one query. Raises ``Http404``."""
    if not visible_par(request.affectation, personne_id):
        raise Http404
    foyer = Subquery(Personne.objects.filter(pk=personne_id).values("foyer_id"))
    membres = list(Personne.objects.filter(foyer=foyer).select_related("foyer").order_by("role", "id"))
    if not membres:
        raise Http404
    return next(membre for membre in membres if membre.pk == personne_id), membres


def vers_la_gardee(request, personne_id, page: str) -> HttpResponse:
    """The address of a file that joined another one leads to that one, and says so. Raises ``Http404``."""
    fusion = Fusion.objects.en_vigueur().reunions().filter(autre_id=personne_id).recentes().first()
    if fusion is None or not visible_par(request.affectation, fusion.gardee_id):
        raise Http404
    jour, par = date_courte(fusion.faite_le), fusion.faite_par
    messages.info(request, f"La fiche demandée a été réunie avec celle-ci, le {jour}, par {par}.")
    return redirect(page, fusion.gardee_id)


def droits(affectation) -> dict:
    """What this role may do from the page."""
    return {
        "voit_tout": affectation.role != Role.PARTENAIRE,
        "modifie": affectation.permet(Permission.MODIFIER_PERSONNE),
        "transmet": affectation.permet(Permission.TRANSMETTRE_DOSSIER),
        "reunit": affectation.permet(Permission.REUNIR_FICHES),
    }


def depuis_la_visite(personne: Personne, ids: list, visite: datetime, adresse: Adresse | None, agent) -> list[dict]:
    """What others wrote since the agent's last visit: fields that changed, and facts."""
    changes = Changement.objects.de_la_personne(personne).depuis(visite).exclude(acteur=agent)
    lignes = presenter_tous(changes[:NOUVEAUTES], str(adresse or ""))
    nouveaux = Trace.objects.de_la_personne(*ids).filter(survenu_le__gt=visite, type__in=chronologie.FAITS)
    nouveaux = list(nouveaux.exclude(acteur=agent).exclude(type__in=chronologie.DEJA_DITS)[:NOUVEAUTES])
    reunions = chronologie.reunions_de(nouveaux)
    lignes += [chronologie.presenter(trace, reunions) for trace in nouveaux]
    return sorted(lignes, key=lambda ligne: ligne["le"], reverse=True)[:NOUVEAUTES]
