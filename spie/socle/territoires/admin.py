"""Territories of one département, and which of them serves each commune."""

from django.contrib import admin

from spie.socle.administration.site import DonneesDeReference, LectureSeule
from spie.socle.territoires.models import Commune, Rattachement, Territoire


@admin.register(Commune)
class CommuneAdmin(LectureSeule):
    list_display = ["nom", "insee", "code_postal"]
    search_fields = ["nom", "insee", "code_postal"]
    ordering = ["nom"]

    def get_queryset(self, request):
        return Commune.objects.du_departement(request.departement.code)


@admin.register(Territoire)
class TerritoireAdmin(DonneesDeReference):
    list_display = ["nom", "nature", "parent"]
    list_filter = ["nature"]
    search_fields = ["nom"]
    ordering = ["nature", "nom"]


@admin.register(Rattachement)
class RattachementAdmin(DonneesDeReference):
    list_display = ["commune", "territoire"]
    list_select_related = ["commune", "territoire"]
    list_filter = ["territoire"]
    search_fields = ["commune__nom", "commune__insee"]
    ordering = ["commune__nom"]
