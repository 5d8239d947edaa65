"""The page of a person: understand in twenty seconds, then act."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from orientation.models import Orientation
from parcours.models import Parcours
from spie.accueil import chronologie
from spie.accueil.a_faire import a_faire
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission, Role
from spie.socle.historique.models import Trace
from spie.socle.interface.navigation import provenance
from spie.socle.personnes.models import Adresse, Contact, DossierRSA, EtatDossier, Personne


def visible_par(affectation, personne_id) -> bool:
    """A partner sees the people entrusted to its structure, nobody else."""
    if affectation.role != Role.PARTENAIRE:
        return True
    return Parcours.objects.confies_a(affectation.structure_id).filter(personne_id=personne_id).exists()


def faits(personne_id, *, genre: str, avant: datetime | None) -> list[Trace]:
    """One page of the chronology and one fact more, which says whether there is an older one."""
    traces = Trace.objects.de_la_personne(personne_id)
    if types := chronologie.types_du_genre(genre):
        traces = traces.filter(type__in=types)
    if avant:
        traces = traces.filter(survenu_le__lt=avant)
    return list(traces[: chronologie.PAR_PAGE + 1])


def date_demandee(texte: str) -> datetime | None:
    try:
        moment = parse_datetime(texte)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


@require_GET
@requires(Permission.VOIR_PERSONNES)
def fiche(request, personne_id):
    if not visible_par(request.affectation, personne_id):
        raise Http404
    personne = get_object_or_404(Personne.objects.select_related("foyer"), pk=personne_id)
    genre, avant = request.GET.get("genre", ""), date_demandee(request.GET.get("avant", ""))
    traces = faits(personne_id, genre=genre, avant=avant)
    affiches = traces[: chronologie.PAR_PAGE]
    contexte = situation(personne)
    contexte |= a_faire(personne=personne, situation=contexte, affectation=request.affectation, a=timezone.now())
    contexte |= {
        "retour": provenance(request, "personnes:liste"),
        "genres": [chronologie.PERSONNES, chronologie.PARCOURS, chronologie.ORIENTATION, chronologie.MESSAGES],
        "genre": genre,
        "mois": list(chronologie.par_mois(affiches)),
        "plus_ancien": affiches[-1].survenu_le.isoformat() if len(traces) > chronologie.PAR_PAGE else "",
    }
    return render(request, "accueil/personne/fiche.html", contexte)


def situation(personne: Personne) -> dict:
    """The person as they are today: household, right, path, decision to take."""
    foyer, jour = personne.foyer_id, timezone.localdate()
    parcours = Parcours.objects.en_cours().filter(personne=personne)
    parcours = parcours.select_related("referent__agent", "structure").first()
    return {
        "personne": personne,
        "age": personne.age(au=jour),
        "jour": jour,
        "parcours": parcours,
        "orientation": Orientation.objects.a_decider().filter(parcours=parcours).first() if parcours else None,
        "adresse": Adresse.objects.en_cours().filter(foyer_id=foyer).first(),
        "membres": list(Personne.objects.filter(foyer_id=foyer).order_by("role", "id")),
        "dossier": DossierRSA.objects.filter(foyer_id=foyer).order_by("-vu_le").first(),
        "etats": list(EtatDossier.objects.filter(dossier__foyer_id=foyer).order_by("-depuis_le", "-id")[:24]),
        "contacts": list(Contact.objects.filter(personne=personne).order_by("-du", "-id")),
    }
