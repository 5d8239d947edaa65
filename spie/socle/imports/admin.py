"""The lists received, and what their sources taught us: to look at."""

from django.contrib import admin

from spie.socle.administration.site import LectureSeule
from spie.socle.imports.models import ImportListe, SourceListe


@admin.register(SourceListe)
class SourceListeAdmin(LectureSeule):
    list_display = ["nom", "nature"]
    list_filter = ["nature"]
    search_fields = ["nom"]
    ordering = ["nom", "id"]


@admin.register(ImportListe)
class ImportListeAdmin(LectureSeule):
    list_display = ["nom_fichier", "source", "etat", "arretee_le", "depose_le", "depose_par", "total"]
    list_filter = ["etat"]
    list_select_related = ["source", "depose_par"]
    search_fields = ["nom_fichier"]
    ordering = ["-depose_le", "id"]
