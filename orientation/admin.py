"""The decisions: to look at. They are taken on their own page, by a person, with their reasons."""

from django.contrib import admin

from orientation.models import Orientation
from spie.socle.personnes.administration import TableDePersonnes


@admin.register(Orientation)
class OrientationAdmin(TableDePersonnes):
    personne = "parcours__personne"
    list_display = ["parcours", "etat", "echeance_locale", "echeance_legale", "modalite", "referent", "decidee_par"]
    list_filter = ["etat", "modalite"]
    list_select_related = ["parcours__personne", "referent__agent", "referent__structure", "decidee_par"]
    ordering = ["echeance_locale", "id"]
