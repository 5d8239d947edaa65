"""Pages of the shell itself."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import public


@public("La loi veut que la déclaration d’accessibilité soit lisible par tous.")
@require_GET
def accessibilite(request):
    return render(request, "interface/accessibilite.html")
