from django.urls import path

from spie.accueil.views import recherche

app_name = "personnes"
urlpatterns = [
    path("", recherche.liste, name="liste"),
    path("recherche/", recherche.recherche, name="recherche"),
]
