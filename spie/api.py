"""The doors for programs: one line per entry."""

from django.urls import path

from spie.accueil import api

app_name = "api"
urlpatterns = [
    path("personnes", api.Personnes.as_view(), name="personnes"),
    path("personnes/rapprocher", api.Rapprochement.as_view(), name="rapprocher"),
    path("changements", api.Changements.as_view(), name="changements"),
]
