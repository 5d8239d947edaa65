"""The files received, and what became of them."""

from django.contrib import admin

from spie.socle.administration.site import LectureSeule
from spie.socle.flux.models import LotFlux


@admin.register(LotFlux)
class LotFluxAdmin(LectureSeule):
    list_display = ["nom_fichier", "etat", "reference_le", "depose_le", "depose_par", "lus", "total", "rejetes"]
    list_filter = ["etat"]
    list_select_related = ["depose_par"]
    search_fields = ["nom_fichier"]
    ordering = ["-depose_le", "id"]
