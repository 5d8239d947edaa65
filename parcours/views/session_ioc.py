"""Prepare the information sessions, and see where they stand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parcours.forms.session_ioc import AnnulationForm, SessionForm, depuis, par_defaut
from parcours.models import Convocation, SessionIOC
from parcours.services import session_ioc as services
from parcours.services.suivi import jour_conseille, suivi_des_messages
from parcours.states import EtatConvocation, EtatSession
from parcours.views.phrases import bilan_en_mots
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.liste import ChoiceFilter, Column, ListPage, Onglet, Vide
from spie.socle.territoires.models import Territoire


def _poles(request):
    return Territoire.objects.filter(nature=Territoire.Nature.DTAS).order_by("nom").values_list("pk", "nom")


QUAND = {
    "a_emarger": ("à émarger", lambda qs: qs.a_emarger(a=timezone.now())),
    "a_venir": ("à venir", lambda qs: qs.a_venir(a=timezone.now())),
    "passees": ("passées et annulées", lambda qs: qs.passees(a=timezone.now())),
}


class SessionsListe(ListPage):
    titre = "Réunions d’information (IOC)"
    template = "parcours/session_ioc/liste.html"
    columns = [
        Column(
            "debut",
            "Date",
            value="debut_le",
            href=lambda s: reverse("parcours:session", args=[s.pk]),
            sort="debut_le",
        ),
        Column("lieu", "Lieu", value=lambda s: f"{s.lieu}, {s.commune.nom}"),
        Column("territoire", "Pôle", value="territoire.nom", sort="territoire__nom"),
        Column(
            "places",
            "Places prises",
            value=lambda s: f"{s.prises} sur {s.capacite}",
            template="parcours/session_ioc/_places.html",
        ),
        Column(
            "etat", "État", value=lambda s: s.get_etat_display(), template="parcours/session_ioc/_etat_session.html"
        ),
    ]
    filters = [
        ChoiceFilter("pole", "Pôle", _poles, "territoire_id"),
        ChoiceFilter("quand", "Quand", [(k, mots) for k, (mots, _) in QUAND.items()], lambda qs, v: QUAND[v][1](qs)),
    ]
    onglets = [
        Onglet("À faire et à venir"),
        Onglet("À émarger", vide="Toutes les présences sont enregistrées.", quand="a_emarger"),
        Onglet("À venir", vide="Aucune réunion à venir.", quand="a_venir"),
        Onglet("Passées", quand="passees", tri="-debut"),
    ]
    tri_defaut = "debut"
    vide = Vide(
        "Aucune réunion à venir.",
        "Créez une réunion, puis convoquez les personnes qui attendent leur orientation.",
        "Créer une réunion",
        "parcours:creer_session",
        "calendar-event",
    )

    def queryset(self, request):
        sessions = SessionIOC.objects.pour_la_page().situees(a=timezone.now())
        return sessions if request.GET.get("quand") in QUAND else sessions.a_traiter(a=timezone.now())

    def contexte(self):
        return {
            "gere": self.request.affectation.permet(Permission.GERER_SESSIONS),
            "absences": Convocation.objects.a_qualifier().count(),
            "a_reconvoquer": Convocation.objects.absentes_sans_suite().count(),
        }


@require_GET
@requires(Permission.VOIR_SESSIONS)
def liste(request):
    return SessionsListe(request).reponse()


@require_http_methods(["GET", "POST"])
@requires(Permission.GERER_SESSIONS)
def creer(request):
    initial = None
    if request.method == "GET":
        initial = par_defaut(affectation=request.affectation, jour=jour_conseille(timezone.localdate()))
    form = SessionForm(request.POST or None, initial=initial, departement=request.departement)
    if not form.is_valid():
        return render(request, "parcours/session_ioc/creer.html", {"form": form}, status=422 if form.is_bound else 200)
    session = services.creer(par=request.user, le=timezone.now(), **form.champs())
    messages.success(request, "La réunion est créée. Vous pouvez maintenant convoquer des personnes.")
    return redirect("parcours:session", session.pk)


@require_GET
@requires(Permission.VOIR_SESSIONS)
def detail(request, session_id):
    session = get_object_or_404(SessionIOC.objects.pour_la_page(), pk=session_id)
    convocations = list(session.convocations.avec_la_personne())
    contexte = {
        "session": session,
        "lignes": suivi_des_messages(convocations),
        "animations": session.animations.select_related("affectation__agent", "affectation__structure"),
        "commencee": session.commencee(au=timezone.now()),
        "prevue": session.etat == EtatSession.PREVUE,
        "a_qualifier": sum(c.etat == EtatConvocation.ABSENTE_A_QUALIFIER for c in convocations),
        "places": f"{session.prises} prises sur {session.capacite}",
        "libres": max(session.capacite - session.prises, 0),
        "gere": request.affectation.permet(Permission.GERER_SESSIONS),
    }
    return render(request, "parcours/session_ioc/detail.html", contexte)


@require_http_methods(["GET", "POST"])
@requires(Permission.GERER_SESSIONS)
def modifier(request, session_id):
    session = get_object_or_404(SessionIOC.objects.pour_la_page(), pk=session_id)
    initial = depuis(session) | {"animateurs": session.animations.values_list("affectation_id", flat=True)}
    reglages = {"initial": initial, "departement": request.departement, "prises": session.prises}
    form = SessionForm(request.POST or None, **reglages)
    if not form.is_valid():
        contexte = {"form": form, "session": session}
        return render(request, "parcours/session_ioc/modifier.html", contexte, status=422 if form.is_bound else 200)
    bilan = services.modifier(session=session, par=request.user, le=timezone.now(), **form.champs())
    messages.success(request, f"La réunion est modifiée. {bilan_en_mots(bilan)}")
    return redirect("parcours:session", session.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.GERER_SESSIONS)
def annuler(request, session_id):
    session = get_object_or_404(SessionIOC.objects.pour_la_page(), pk=session_id)
    form = AnnulationForm(request.POST or None)
    if not form.is_valid():
        contexte = {"form": form, "session": session}
        return render(request, "parcours/session_ioc/annuler.html", contexte, status=422 if form.is_bound else 200)
    bilan = services.annuler(session=session, par=request.user, le=timezone.now(), **form.cleaned_data)
    messages.success(request, f"La réunion est annulée. {bilan_en_mots(bilan)}")
    return redirect("parcours:session", session.pk)
