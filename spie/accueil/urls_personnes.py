from django.urls import path

from spie.accueil.views import personnes, recherche

app_name = "personnes"
urlpatterns = [
    path("", personnes.liste, name="liste"),
    path("recherche/", recherche.recherche, name="recherche"),
]
