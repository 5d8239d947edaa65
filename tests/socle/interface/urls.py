"""Views of the tests alone: lists of structures, a view that refuses, a form, then the real map of addresses."""

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from spie.socle.comptes.models import Structure
from spie.socle.interface.erreurs import page_409
from spie.socle.interface.liste import BooleanFilter, ChoiceFilter, Column, ListPage, Onglet, TextFilter, Vide
from spie.socle.refus import Refus
from spie.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class StructuresListe(ListPage):
    titre = "Structures d’essai"
    columns = (
        Column("nom", "Nom", sort="nom", href=lambda s: f"/structures/{s.pk}/"),
        Column("commune", "Commune", value="commune.nom", sort="commune__nom"),
        Column("telephone", "Téléphone", sort="telephone"),
        Column("secteur", "Secteur", value="telephone", sort=("telephone", "commune__nom")),
    )
    filters = (
        TextFilter("q", "Nom", lambda qs, texte: qs.filter(nom__startswith=texte)),
        ChoiceFilter("nature", "Nature", Structure.Nature.choices),
        BooleanFilter("sans_commune", "Sans commune", lambda qs: qs.filter(commune=None)),
    )
    onglets = (Onglet("Toutes"), Onglet("Sans commune", vide="Toutes ont une commune.", sans_commune="1"))
    tri_defaut = "nom"
    par_page = 3
    vide = Vide("Aucune structure.", "Elles viennent avec les comptes.")

    def queryset(self, request):
        return Structure.objects.select_related("commune")


class EssaiForm(forms.Form):
    lieu = forms.CharField(label="Lieu", help_text="Le nom que la personne connaît.")
    mode = forms.ChoiceField(label="Mode", choices=[("S", "Sur place")], widget=forms.RadioSelect)
    prevenir = forms.BooleanField(label="Prévenir par SMS", required=False)


def liste(request):
    return StructuresListe(request).reponse()


def refuse(request):
    Structure.objects.create(nom="Ne doit pas rester", nature=Structure.Nature.CCAS)
    raise Refus("La session est complète.")


def formulaire(request):
    return render(request, "composants/formulaire.html", {"form": EssaiForm(request.POST)})


def panne(request):
    raise ZeroDivisionError


def suspect(request):
    raise SuspiciousOperation


def conflit(request):
    return page_409(request, "Quelqu’un d’autre a modifié cette page.")


urlpatterns = [
    path("essai/liste/", liste),
    path("essai/refus/", refuse),
    path("essai/formulaire/", formulaire),
    path("essai/panne/", panne),
    path("essai/suspect/", suspect),
    path("essai/conflit/", conflit),
    path("essai/texte/", lambda request: HttpResponse("bonjour")),
    path("", include("spie.urls")),
]
