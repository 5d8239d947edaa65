"""What the square of the orientation letter opens on a telephone: what a referent does, for everyone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from spie.socle.calendrier.parametres import valeurs
from spie.socle.comptes.access import public
from spie.socle.comptes.models import Structure


@public("Une page d’aide, la même pour tous, sans aucune donnée sur une personne.")
@require_GET
def aide(request):
    contrat, recours = valeurs("contrat.delai_signature", "rapo.delai", au=timezone.localdate())
    contexte = {"delais": {"contrat": contrat, "recours": recours}, "services": Structure.objects.a_appeler()}
    return render(request, "orientation/public/aide.html", contexte)
