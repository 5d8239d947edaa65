"""The queue of decisions to take, the most urgent first."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orientation.models import Alerte, Orientation
from parcours.states import ABSENTES, EtatConvocation
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.interface.liste import ChoiceFilter, Column, ListPage, Onglet, Vide

BANDES = (("DEPASSE", "Dépassé"), ("7", "Moins de 7 jours"), ("21", "Moins de 21 jours"), ("OK", "Plus de 21 jours"))


def ioc_en_mots(orientation) -> str:
    etat = orientation.ioc_etat
    if etat is None:
        return "non convoquée"
    rang = f" (convocation n° {orientation.ioc_rang})" if orientation.ioc_rang > 1 else ""
    if etat in ABSENTES:
        return f"{EtatConvocation(etat).label} ×{orientation.ioc_rang}"
    return f"{EtatConvocation(etat).label} le {timezone.localtime(orientation.ioc_le):%d/%m/%Y}{rang}"


class FileOrientation(ListPage):
    titre = "Orientations à décider"
    template = "orientation/orientation/file.html"
    tri_defaut = "echeance"
    columns = (
        Column(
            "personne",
            "Personne",
            value="parcours.personne",
            href=lambda o: reverse("orientation:decider", args=[o.pk]),
        ),
        Column("ville", "Commune"),
        Column(
            "echeance",
            "Délai",
            value="echeance_locale",
            sort="echeance_locale",
            template="orientation/orientation/_delai.html",
        ),
        Column("legale", "Échéance légale", value="echeance_legale"),
        Column("ioc", "Réunion d’information", value=ioc_en_mots),
        Column("etat", "État", value=lambda o: o.get_etat_display()),
    )
    filters = (
        ChoiceFilter(
            "bande", "Délai", choices=BANDES, apply=lambda qs, bande: qs.de_la_bande(bande, au=timezone.localdate())
        ),
        ChoiceFilter("alerte", "Alerte", Alerte.Nature.choices, lambda qs, nature: qs.alertees(nature)),
    )
    vide = Vide(
        "Aucune décision en attente.", "Chaque personne a son ou sa référent(e). Beau travail.", icone="circle-check"
    )

    def queryset(self, request):
        return Orientation.objects.a_decider().pour_la_file()

    def contexte(self):
        n = Orientation.objects.comptes_par_bande(au=timezone.localdate())
        comptes = (n["DEPASSE"], n["sept"], n["vingt_et_un"], n["total"] - n["DEPASSE"] - n["sept"] - n["vingt_et_un"])
        self.onglets = [
            Onglet(f"Tous ({n['total']})"),
            *(Onglet(f"{mots} ({c})", bande=code) for (code, mots), c in zip(BANDES, comptes, strict=True)),
        ]
        return {"explication": f"Nous sommes le {jour_en_clair(timezone.localdate())}."}


@require_GET
@requires(Permission.VOIR_ORIENTATIONS)
def file(request):
    return FileOrientation(request).reponse()
