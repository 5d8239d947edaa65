from django.urls import path

from spie.socle.flux import views

app_name = "flux"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<uuid:lot_id>/", views.detail, name="detail"),
    path("<uuid:lot_id>/rejets.csv", views.rejets, name="rejets"),
]
