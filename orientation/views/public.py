"""What the square of the orientation letter opens on a telephone: what a referent does, for everyone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.access import public


@public("Une page d’aide, la même pour tous, sans aucune donnée.")
@require_GET
def aide(request):
    jour = timezone.localdate()
    delais = {"contrat": valeur("contrat.delai_signature", au=jour), "recours": valeur("rapo.delai", au=jour)}
    return render(request, "orientation/public/aide.html", {"delais": delais})
