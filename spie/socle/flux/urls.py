from django.urls import path

from spie.socle.flux.views import issue, lot

app_name = "flux"
urlpatterns = [
    path("", lot.liste, name="liste"),
    path("<uuid:lot_id>/", lot.detail, name="detail"),
    path("<uuid:lot_id>/confirmer/", lot.confirmer, name="confirmer"),
    path("<uuid:lot_id>/ecarter/", lot.ecarter, name="ecarter"),
    path("<uuid:lot_id>/rejets.csv", lot.rejets, name="rejets"),
    path("<uuid:lot_id>/foyers/identiques/", issue.identiques, name="identiques"),
    path("<uuid:lot_id>/foyers/<slug:nature>/", issue.liste, name="issues"),
]
