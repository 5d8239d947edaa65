"""The caseload: the people of one referent, or of one structure for a partner."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import Parcours
from spie.socle.comptes.access import requires
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission, Role
from spie.socle.interface.liste import BooleanFilter, ChoiceFilter, Column, ListPage, Onglet, Vide


def referents(request):
    """Only who leads may look at another's caseload."""
    if request.affectation.role not in (Role.ENCADRANT, Role.PILOTE):
        return []
    suivis = Affectation.objects.en_cours().filter(role__in=[Role.REFERENT, Role.PARTENAIRE])
    return [("sans", "Sans référent(e)"), *((a.pk, str(a.agent)) for a in suivis.order_by("agent__nom", "id"))]


def du_referent(queryset, valeur):
    return queryset.filter(referent=None) if valeur == "sans" else queryset.filter(referent_id=valeur)


def statut(parcours) -> str:
    if parcours.referent_id is None:
        return "Sans référent(e)"
    if parcours.contrat_avant_le and parcours.contrat_avant_le < timezone.localdate():
        return "En retard : contrat à signer"
    return "Contrat à signer" if parcours.contrat_avant_le else "Suivie"


class FileActive(ListPage):
    titre = "File active"
    tri_defaut = "nom"
    columns = (
        Column(
            "nom",
            "Nom",
            value="personne",
            sort="personne__nom_norme",
            href=lambda p: reverse("accueil:fiche", args=[p.personne_id]),
        ),
        Column("modalite", "Modalité", value=lambda p: p.get_modalite_display()),
        Column("confie", "Dernier fait : confiée le", value="confie_le", sort="confie_le"),
        Column("contrat", "Contrat à signer avant le", value="contrat_avant_le", sort="contrat_avant_le"),
        Column("ville", "Commune"),
        Column("statut", "Statut", value=statut),
    )
    filters = (
        ChoiceFilter("ref", "Référent(e)", choices=referents, apply=du_referent),
        BooleanFilter("contrat", "Contrat à signer", lambda qs: qs.filter(contrat_avant_le__isnull=False)),
        BooleanFilter("retard", "En retard", lambda qs: qs.contrat_en_retard(au=timezone.localdate())),
        BooleanFilter("nouvelles", "Nouvelles cette semaine", lambda qs: qs.nouveaux(au=timezone.localdate())),
    )
    onglets = (Onglet("Tous"), Onglet("Contrat à signer", contrat="1"), Onglet("En retard", retard="1"))
    vide = Vide("Personne dans cette file pour le moment.", "Les personnes arrivent ici dès leur orientation.")

    def queryset(self, request):
        suivis = Parcours.objects.avec_adresse().select_related("personne")
        if request.affectation.role == Role.REFERENT:
            return suivis.suivis_par(request.affectation)
        if request.affectation.role == Role.PARTENAIRE:
            return suivis.confies_a(request.affectation.structure_id)
        return suivis.en_cours()


@require_GET
@requires(Permission.VOIR_FILE_ACTIVE)
def file_active(request):
    return FileActive(request).reponse()
