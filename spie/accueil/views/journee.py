from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orientation.services.charge import charges
from spie.accueil.journee import alertes, compteurs
from spie.socle.comptes.access import connected
from spie.socle.comptes.roles import Permission
from spie.socle.courriers.dates import jour_en_clair


@require_GET
@connected
def journee(request):
    """« Ma journée »: what there is to do, by role."""
    maintenant = timezone.now()
    jour = timezone.localdate(maintenant)
    charge = charges(au=jour) if request.affectation.permet(Permission.DECIDER_ORIENTATION) else []
    charge = sorted(charge, key=lambda c: -c.taux)[:12]
    contexte = {
        "jour": jour_en_clair(jour),
        "alertes": alertes(affectation=request.affectation),
        "compteurs": compteurs(affectation=request.affectation, a=maintenant),
        "charges": charge,
        "series": [(str(c.referent.agent), c.personnes) for c in charge],
    }
    return render(request, "accueil/journee/journee.html", contexte)
