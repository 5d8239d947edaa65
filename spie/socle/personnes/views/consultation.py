"""Who read the file of a person: for those who answer for it."""

from datetime import date, datetime

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.dates import moment_demande
from spie.socle.personnes.models import Consultation, Personne
from spie.socle.personnes.services.consultation import noter_lecture

PAR_PAGE = 50


@require_GET
@requires(Permission.VOIR_LECTURES)
def lectures(request, personne_id):
    """Newest first, this reading included: whoever looks at the log is in it."""
    personne = get_object_or_404(Personne.objects.all(), pk=personne_id)
    noter_lecture(personnes=[personne], page=Consultation.Page.LECTURES, par=request.affectation, le=timezone.now())
    toutes = Consultation.objects.de_la_personne(personne)
    mois = mois_demande(request.GET.get("mois", ""))
    choisies = toutes.filter(le__year=mois.year, le__month=mois.month) if mois else toutes
    avant, identifiant = moment_demande(request.GET.get("avant", "")), request.GET.get("id", "")
    lues = list(choisies.avant(avant, identifiant)[: PAR_PAGE + 1])
    affichees = lues[:PAR_PAGE]
    contexte = {
        "personne": personne,
        "mois": f"{mois:%Y-%m}" if mois else "",
        "mois_lus": list(toutes.order_by().datetimes("le", "month", order="DESC")),
        "bilan": choisies.order_by().aggregate(lectures=Count("pk"), agents=Count("agent", distinct=True)),
        "lectures": affichees,
        "derniere": affichees[-1] if len(lues) > PAR_PAGE else None,
    }
    return render(request, "personnes/consultation/lectures.html", contexte)


def mois_demande(texte: str) -> date | None:
    """« 2026-11 », or None for anything else."""
    try:
        return datetime.strptime(texte, "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return None
