from django.urls import path

from spie.socle.comptes import views

app_name = "comptes"
urlpatterns = [
    path("connexion/", views.connexion, name="connexion"),
    path("deconnexion/", views.deconnexion, name="deconnexion"),
    path("affectation/", views.affectation, name="affectation"),
]
