from django.urls import path, re_path

from parcours.views import absences, convocation, emargement, public, session_ioc

app_name = "parcours"
urlpatterns = [
    path("", session_ioc.liste, name="sessions"),
    path("nouvelle/", session_ioc.creer, name="creer_session"),
    path("absences/", absences.liste, name="absences"),
    path("absences/<uuid:convocation_id>/", absences.qualifier, name="qualifier_absence"),
    path("a-reconvoquer/", convocation.a_reconvoquer, name="a_reconvoquer"),
    path("convocations/apercu/", convocation.apercu, name="apercu_convocations"),
    path("convocations/confirmer/", convocation.confirmer, name="confirmer_convocations"),
    re_path(r"^(?P<code>[0-9a-fA-F]{10})/$", public.reunion, name="reunion"),
    path("<uuid:session_id>/", session_ioc.detail, name="session"),
    path("<uuid:session_id>/modifier/", session_ioc.modifier, name="modifier_session"),
    path("<uuid:session_id>/annuler/", session_ioc.annuler, name="annuler_session"),
    path("<uuid:session_id>/convoquer/", convocation.convoquer, name="convoquer"),
    path("<uuid:session_id>/convoquer/<uuid:parcours_id>/lettre.pdf", convocation.lettre, name="apercu_lettre"),
    path("<uuid:session_id>/emargement/", emargement.emarger, name="emargement"),
    path("<uuid:session_id>/feuille/", emargement.feuille, name="feuille"),
]
