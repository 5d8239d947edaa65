"""Paths and information sessions: what people decided is changed by the product's own verbs, never here."""

from django.contrib import admin
from django.db import models

from parcours.models import Convocation, Parcours, SessionIOC
from spie.socle.administration.site import LectureSeule, LigneEnLecture
from spie.socle.personnes.administration import TableDePersonnes


@admin.register(Parcours)
class ParcoursAdmin(TableDePersonnes):
    list_display = ["personne", "droit_notifie_le", "modalite", "structure", "referent", "confie_le", "clos_le"]
    list_filter = ["modalite", ("clos_le", admin.EmptyFieldListFilter), ("confie_le", admin.EmptyFieldListFilter)]
    list_select_related = ["personne", "structure", "referent__agent", "referent__structure"]
    ordering = ["-id"]


@admin.register(Convocation)
class ConvocationAdmin(TableDePersonnes):
    personne = "parcours__personne"
    list_display = ["parcours", "session", "rang", "etat", "convoquee_le", "constatee_par"]
    list_filter = ["etat"]
    list_select_related = ["parcours__personne", "session", "constatee_par"]
    ordering = ["-id"]


class ConvocationEnLecture(LigneEnLecture):
    model = Convocation
    fields = ["parcours", "rang", "etat", "convoquee_le", "constatee_par"]
    ordering = ["id"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parcours__personne", "constatee_par")


@admin.register(SessionIOC)
class SessionIOCAdmin(LectureSeule):
    inlines = [ConvocationEnLecture]
    list_display = ["debut_le", "lieu", "commune", "territoire", "capacite", "etat"]
    list_filter = ["etat", "territoire"]
    list_select_related = ["commune", "territoire"]
    search_fields = ["lieu", "commune__nom"]
    ordering = ["-debut_le", "id"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
