from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from spie.accueil import semaine
from spie.accueil.journee import alertes, compteurs, dossiers_recus
from spie.accueil.regard import Regard
from spie.accueil.taches import SOURCES, taches
from spie.socle.comptes.access import connected
from spie.socle.courriers.dates import jour_en_clair


@require_GET
@connected
def journee(request):
    """« Ma journée »: what there is to do, by role."""
    r = Regard(request.affectation, timezone.now())
    charges = semaine.charges_des_equipes(r)
    contexte = {
        "regard": r,
        "jour": jour_en_clair(r.jour).capitalize(),
        "compteurs": compteurs(r),
        "groupes": taches(r),
        "a_des_taches": bool(SOURCES[request.affectation.role]),
        "alertes": alertes(r) + dossiers_recus(r),
        "agenda": semaine.agenda(r),
        "nouvelles": semaine.nouvelles(r),
        "ma_charge": semaine.ma_charge(r),
        "charges": charges,
        "series": [(str(c.referent.agent), c.personnes) for c in charges],
    }
    return render(request, "accueil/journee/journee.html", contexte)
