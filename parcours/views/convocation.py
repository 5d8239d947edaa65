"""Choose people, see what they will receive, then convene them."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parcours.forms.choix import CohorteForm
from parcours.forms.session_ioc import ConvoquerForm
from parcours.models import Convocation, Parcours, SessionIOC
from parcours.services import convocation as services
from parcours.services.apercu import apercevoir, lettre_de
from parcours.services.suivi import avec_echeance
from parcours.views.phrases import bilan_en_mots, pluriel
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.courriers.rendu import pdf

PAR_PAGE = 100


@require_GET
@requires(Permission.GERER_SESSIONS)
def convoquer(request, session_id):
    """The cohort: nearest first, preselected up to the free seats."""
    session = get_object_or_404(SessionIOC.objects.pour_la_page(), pk=session_id)
    cohorte = CohorteForm(request.GET, session=session)
    parcours = cohorte.parcours(PAR_PAGE + 1)
    contexte = {
        "session": session,
        "cohorte": cohorte,
        "parcours": avec_echeance(parcours[:PAR_PAGE], au=timezone.localdate()),
        "encore": len(parcours) > PAR_PAGE,
        "libres": max(session.capacite - session.prises, 0),
        "commencee": session.commencee(au=timezone.now()),
    }
    return render(request, "parcours/convocation/convoquer.html", contexte)


@require_GET
@requires(Permission.GERER_SESSIONS)
def a_reconvoquer(request):
    """The ready list: absent, and not convened again since."""
    absentes = list(Convocation.objects.absentes_sans_suite().avec_la_personne()[: PAR_PAGE + 1])
    contexte = {
        "convocations": absentes[:PAR_PAGE],
        "encore": len(absentes) > PAR_PAGE,
        "sessions": SessionIOC.objects.avec_des_places(a=timezone.now())[:50],
    }
    return render(request, "parcours/convocation/a_reconvoquer.html", contexte)


@require_GET
@requires(Permission.GERER_SESSIONS)
def apercu(request):
    """What will be sent, before sending. Writes nothing, so its address can be reloaded, and come back to.

    Without anyone chosen, it leads back to the choice of people.
    """
    if "parcours" not in request.GET:
        messages.error(request, "Cochez au moins une personne.")
        return _revenir_au_choix(request, request.GET.get("session", ""))
    form = _lire(request.GET)
    if not form.is_valid():
        return render(request, "parcours/convocation/incomplet.html", {"form": form}, status=422)
    contexte = apercevoir(**form.cleaned_data, au=timezone.now())
    return render(request, "parcours/convocation/apercu.html", contexte)


def _revenir_au_choix(request, session_id: str):
    """The ready list when one comes from it, otherwise the people of this session."""
    reconvoquer = reverse("parcours:a_reconvoquer")
    if urlsplit(request.headers.get("Referer", "")).path == reconvoquer:
        return redirect(reconvoquer)
    try:
        return redirect("parcours:convoquer", UUID(session_id))
    except ValueError:
        return redirect("parcours:sessions")


@require_POST
@requires(Permission.GERER_SESSIONS)
def confirmer(request):
    form = _lire(request.POST)
    if not form.is_valid():
        return render(request, "parcours/convocation/incomplet.html", {"form": form}, status=422)
    session, parcours = form.cleaned_data["session"], form.cleaned_data["parcours"]
    ids = [p.pk for p in parcours]
    resultat = services.convoquer(session=session, parcours_ids=ids, par=request.user, le=timezone.now())
    messages.success(request, _en_mots(resultat))
    return redirect("parcours:session", session.pk)


def _lire(donnees) -> ConvoquerForm:
    """An identifier that does not exist here is not a typing mistake: 404."""
    form = ConvoquerForm(donnees)
    codes = {erreur.code for erreurs in form.errors.as_data().values() for erreur in erreurs}
    if codes & {"invalid_choice", "invalid_pk_value"}:
        raise Http404
    return form


def _en_mots(resultat) -> str:
    convoquees = pluriel(len(resultat.convocations), "personne convoquée", "personnes convoquées")
    if not resultat.convocations:
        return "Ces personnes étaient déjà convoquées : rien n’a été envoyé de nouveau."
    deja = f" {pluriel(resultat.deja, 'personne l’était', 'personnes l’étaient')} déjà." if resultat.deja else ""
    return f"{convoquees}.{deja} {bilan_en_mots(resultat.bilan)}"


@require_GET
@requires(Permission.GERER_SESSIONS)
def lettre(request, session_id, parcours_id):
    """The very letter this person would receive, as a PDF."""
    session = get_object_or_404(SessionIOC.objects.select_related("commune"), pk=session_id)
    parcours = get_object_or_404(Parcours.objects.select_related("personne"), pk=parcours_id)
    courrier = lettre_de(session=session, parcours=parcours, le=timezone.now())
    return HttpResponse(pdf(courrier), content_type="application/pdf", headers={"Content-Disposition": "inline"})
