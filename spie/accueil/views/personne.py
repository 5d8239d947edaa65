"""The page of a person: understand in twenty seconds, then act."""

from datetime import date, datetime

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from orientation.models import Orientation
from parcours.models import Parcours
from spie.accueil import chronologie
from spie.accueil.a_faire import a_faire
from spie.accueil.changements import CHAMPS, presenter_tous
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission, Role
from spie.socle.historique.models import Trace
from spie.socle.interface.navigation import provenance
from spie.socle.personnes.droit import decision_en_mots, phrase_du_droit
from spie.socle.personnes.langues import en_clair
from spie.socle.personnes.models import (
    Adresse,
    Appartenance,
    Changement,
    Contact,
    Depart,
    DossierRSA,
    EtatDossier,
    MajorationIsolement,
    Opposition,
    Personne,
)
from spie.socle.personnes.services.consultation import consulter

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
    personne = ouvrir(request, personne_id)
    visite = consulter(personne=personne, par=request.user, le=timezone.now())
    genre, avant = request.GET.get("genre", ""), date_demandee(request.GET.get("avant", ""))
    traces = faits(personne_id, genre=genre, avant=avant)
    affiches = traces[: chronologie.PAR_PAGE]
    contexte = situation(personne) | droits(request.affectation)
    contexte |= a_faire(personne=personne, situation=contexte, affectation=request.affectation, a=timezone.now())
    contexte |= {
        "retour": provenance(request, "personnes:liste"),
        "visite": visite,
        "nouveau": depuis_la_visite(personne, visite, contexte["adresse"], request.user) if visite else [],
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
    personne = ouvrir(request, personne_id)
    consulter(personne=personne, par=request.user, le=timezone.now())
    avant, identifiant = date_demandee(request.GET.get("avant", "")), request.GET.get("id", "")
    changes = Changement.objects.de_la_personne(personne).avant(avant, identifiant)
    lus = list(changes[: CHANGEMENTS_PAR_PAGE + 1])
    affiches, suite = lus[:CHANGEMENTS_PAR_PAGE], len(lus) > CHANGEMENTS_PAR_PAGE
    adresse = None if avant else Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    contexte = {
        "personne": personne,
        "changements": presenter_tous(affiches, str(adresse or "")),
        "dernier": affiches[-1] if suite else None,
    }
    return render(request, "accueil/personne/historique.html", contexte)


def ouvrir(request, personne_id) -> Personne:
    """The person, for who may see them. Raises ``Http404``."""
    if not visible_par(request.affectation, personne_id):
        raise Http404
    return get_object_or_404(Personne.objects.select_related("foyer"), pk=personne_id)


def droits(affectation) -> dict:
    """What this role may do from the page."""
    return {
        "voit_tout": affectation.role != Role.PARTENAIRE,
        "modifie": affectation.permet(Permission.MODIFIER_PERSONNE),
        "transmet": affectation.permet(Permission.TRANSMETTRE_DOSSIER),
    }


def depuis_la_visite(personne: Personne, visite: datetime, adresse: Adresse | None, agent) -> list[dict]:
    """What others wrote since the agent's last visit: fields that changed, and facts."""
    changes = Changement.objects.de_la_personne(personne).depuis(visite).exclude(acteur=agent)
    lignes = presenter_tous(changes[:NOUVEAUTES], str(adresse or ""))
    nouveaux = Trace.objects.de_la_personne(personne.pk).filter(survenu_le__gt=visite, type__in=chronologie.FAITS)
    nouveaux = list(nouveaux.exclude(acteur=agent).exclude(type__in=chronologie.DEJA_DITS)[:NOUVEAUTES])
    reunions = chronologie.reunions_de(nouveaux)
    lignes += [chronologie.presenter(trace, reunions) for trace in nouveaux]
    return sorted(lignes, key=lambda ligne: ligne["le"], reverse=True)[:NOUVEAUTES]


def situation(personne: Personne) -> dict:
    """The person as they are today: household, right, path, decision to take."""
    foyer, jour = personne.foyer_id, timezone.localdate()
    parcours = list(
        Parcours.objects.filter(personne=personne)
        .select_related("referent__agent", "structure")
        .order_by("-ouvert_le", "-id")[:2]
    )
    en_cours = next((p for p in parcours if p.clos_le is None), None)
    dossier = DossierRSA.objects.filter(foyer_id=foyer).order_by("-vu_le").first()
    etats = list(EtatDossier.objects.filter(dossier__foyer_id=foyer).order_by("-depuis_le", "-id")[:24])
    adresses = list(Adresse.objects.filter(foyer_id=foyer).order_by(F("au").desc(nulls_first=True), "-id")[:12])
    return {
        "personne": personne,
        "age": personne.age(au=jour),
        "jour": jour,
        "parcours": en_cours,
        "precedent": next((p for p in parcours if p.clos_le is not None), None),
        "orientation": Orientation.objects.a_decider().filter(parcours=en_cours).first() if en_cours else None,
        "adresse": next((a for a in adresses if a.au is None), None),
        "anciennes_adresses": [a for a in adresses if a.au],
        "dossier": dossier,
        "droit": phrase_du_droit(dossier, [e for e in etats if dossier and e.dossier_id == dossier.pk]),
        "etats": [(etat, decision_en_mots(etat)) for etat in etats],
    } | entourage(personne, jour)


def entourage(personne: Personne, jour: date) -> dict:
    """The household and the ways to reach the person."""
    foyer = personne.foyer_id
    contacts = list(Contact.objects.filter(personne=personne).select_related("verifie_par").par_preference())
    passees = list(Appartenance.objects.autour_de(personne)[:24])
    return {
        "membres": list(Personne.objects.filter(foyer_id=foyer).order_by("role", "id")),
        "anciens_membres": [a for a in passees if a.foyer_id == foyer and a.personne_id != personne.pk],
        "anciennes_places": [a for a in passees if a.personne_id == personne.pk],
        "majorations": list(MajorationIsolement.objects.filter(foyer_id=foyer).order_by("-du")[:6]),
        "langues": en_clair(personne.langues),
        "langue_interprete": "".join(en_clair([personne.langue_interprete])) if personne.langue_interprete else "",
        "contacts": [c for c in contacts if c.au is None],
        "anciens_contacts": [c for c in contacts if c.au],
        "partages": partages(personne, contacts),
        "oppositions": list(Opposition.objects.en_cours().filter(personne=personne).select_related("enregistree_par")),
        "depart": Depart.objects.en_cours().filter(personne=personne).first() if personne.partie_le else None,
        "tenus": [CHAMPS[("personne", nom)][0] for nom in personne.champs_tenus if ("personne", nom) in CHAMPS],
    }


def partages(personne: Personne, contacts: list[Contact]) -> dict:
    """Contact by contact, who else has the same one today."""
    valeurs = [c.valeur for c in contacts if c.au is None]
    autres = Contact.objects.en_cours().filter(valeur__in=valeurs).exclude(personne=personne)
    trouves = {}
    for contact in autres.select_related("personne").order_by("id")[:24]:
        trouves.setdefault(contact.valeur, []).append(contact.personne)
    return trouves
