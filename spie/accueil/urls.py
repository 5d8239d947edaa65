from django.urls import path

from spie.accueil.views import journee, personne

app_name = "accueil"
urlpatterns = [
    path("", journee.journee, name="journee"),
    path("personnes/<uuid:personne_id>/", personne.fiche, name="fiche"),
    path("personnes/<uuid:personne_id>/changements/", personne.historique, name="changements"),
]
