"""The messages: when, to whom, and what the provider answered. What they say is read on their own page."""

from django.contrib import admin

from spie.socle.administration.site import LigneEnLecture
from spie.socle.envois.models import Envoi, EnvoiTentative
from spie.socle.personnes.administration import TableDePersonnes


class TentativeEnLecture(LigneEnLecture):
    model = EnvoiTentative
    fields = ["rang", "debut", "fin", "issue"]
    ordering = ["rang"]


@admin.register(Envoi)
class EnvoiAdmin(TableDePersonnes):
    inlines = [TentativeEnLecture]
    list_display = ["depose_le", "canal", "gabarit", "personne", "etat", "remis_le", "erreur"]
    list_filter = ["etat", "canal"]
    list_select_related = ["personne"]
    ordering = ["-depose_le", "id"]
    fields = ["canal", "gabarit", "personne", "etat", "depose_le", "prochain_essai", "expire_le", "remis_le", "erreur"]
