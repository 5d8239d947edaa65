"""Delays, thresholds and addresses: what the texts say is looked at, what the département chose is written."""

from django import forms
from django.contrib import admin

from spie.socle.administration.site import DonneesDeReference, LectureSeule
from spie.socle.calendrier.models import ParametreLegal, ParametreLocal, VoiesDeRecours, VoiesDeRecoursLocales

VOIES = ("tribunal_nom", "rapo_adresse", "valide_du", "valide_au")


@admin.register(ParametreLegal)
class ParametreLegalAdmin(LectureSeule):
    list_display = ["libelle", "valeur", "unite", "valide_du", "valide_au", "code"]
    search_fields = ["libelle", "code", "source"]
    ordering = ["code", "-valide_du"]


@admin.register(ParametreLocal)
class ParametreLocalAdmin(DonneesDeReference):
    list_display = ["code", "valeur", "valide_du", "valide_au", "motif"]
    search_fields = ["code", "motif"]
    ordering = ["code", "-valide_du"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A code that no text knows would change nothing, in silence: it is chosen, not typed."""
        if db_field.name != "code":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        textes = ParametreLegal.objects.order_by("libelle", "-valide_du")
        return forms.ChoiceField(label="Règle", choices={t.code: f"{t.libelle} ({t.unite})" for t in textes})


@admin.register(VoiesDeRecours)
class VoiesDeRecoursAdmin(LectureSeule):
    list_display = VOIES
    search_fields = ["tribunal_nom", "rapo_adresse"]
    ordering = ["-valide_du"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(code_departement=request.departement.code)


@admin.register(VoiesDeRecoursLocales)
class VoiesDeRecoursLocalesAdmin(DonneesDeReference):
    list_display = VOIES
    search_fields = ["tribunal_nom", "rapo_adresse"]
    ordering = ["-valide_du"]
