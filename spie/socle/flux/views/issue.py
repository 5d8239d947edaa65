"""Behind each figure of the report, its list."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.flux.models import IssueFoyer, LotFlux
from spie.socle.flux.phrases import phrases
from spie.socle.interface.liste import Column, ListPage, Vide
from spie.socle.personnes.models import DossierRSA


class IssuesListe(ListPage):
    columns = [
        Column(
            "personne",
            "Personne",
            value=lambda i: f"{i.nom} {i.prenom}" if i.nom else "—",
            href=lambda i: reverse("accueil:fiche", args=[i.personne_id]) if i.nom else "",
        ),
        Column("demande", "Numéro de demande", value="numero_demande"),
        Column("rang", "Foyer n°", value="rang", nombre=True),
        Column(
            "quoi",
            "Ce qui change",
            value=lambda i: phrases(i.changements),
            template="flux/issue/_changements.html",
            csv=lambda i: " ; ".join(phrases(i.changements)),
        ),
    ]
    vide = Vide("Aucun foyer", icone="list")
    template = "flux/issue/liste.html"

    def __init__(self, request, *, lot, nature):
        super().__init__(request, lot=lot, nature=nature)
        self.titre = IssueFoyer.Nature(nature).label.capitalize()

    def queryset(self, request):
        return self.supplement["lot"].issues.filter(nature=self.supplement["nature"]).avec_noms()


class IdentiquesListe(ListPage):
    """Nothing is written for a household that did not change: it is what the last file saw and did not touch."""

    titre = "Foyers identiques"
    columns = [
        Column("demande", "Numéro de demande", value="numero_demande", sort="numero_demande"),
        Column("matricule", "Numéro d'allocataire", value="matricule"),
        Column("etat", "État du droit", value="etat_en_clair"),
    ]
    tri_defaut = "demande"
    vide = Vide("Aucun foyer à montrer", "Un fichier plus récent est chargé : seul le nombre est gardé.", icone="list")
    template = "flux/issue/liste.html"

    def queryset(self, request):
        lot = self.supplement["lot"]
        touches = lot.issues.filter(nature__in=["CREE", "MODIFIE", "ANCIEN"], dossier_id=OuterRef("pk"))
        return DossierRSA.objects.filter(~Exists(touches), organisme=lot.organisme, vu_le=lot.reference_le)


@require_GET
@requires(Permission.CHARGER_FLUX)
def liste(request, lot_id, nature):
    if nature not in IssueFoyer.Nature.values:
        raise Http404
    lot = get_object_or_404(LotFlux.objects.all(), pk=lot_id)
    return IssuesListe(request, lot=lot, nature=nature).reponse()


@require_GET
@requires(Permission.CHARGER_FLUX)
def identiques(request, lot_id):
    lot = get_object_or_404(LotFlux.objects.all(), pk=lot_id)
    return IdentiquesListe(request, lot=lot).reponse()
