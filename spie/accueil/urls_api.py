"""The doors for programs: one line per entry."""

from django.urls import path

from spie.accueil.api import changements, description, personnes, rapprochement

app_name = "api"
urlpatterns = [
    path("personnes", personnes.Personnes.as_view(), name="personnes"),
    path("personnes/rapprocher", rapprochement.Rapprochement.as_view(), name="rapprocher"),
    path("personnes/<uuid:personne_id>", personnes.UnePersonne.as_view(), name="personne"),
    path("changements", changements.Changements.as_view(), name="changements"),
    path("description.json", description.description, name="description"),
]
