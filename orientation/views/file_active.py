"""The caseload: the people of one referent, or of one structure for a partner."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import Parcours
from spie.socle.comptes.access import requires
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission, Role
from spie.socle.interface.liste import BooleanFilter, ChoiceFilter, Column, ListPage, Onglet, Vide
from spie.socle.territoires.models import Territoire

DIRIGENT = (Role.ENCADRANT, Role.PILOTE)
SEMAINE = 7


def referents(request):
    """Only who leads may look at another's caseload."""
    if request.affectation.role not in DIRIGENT:
        return []
    suivis = Affectation.objects.en_cours().filter(role__in=[Role.REFERENT, Role.PARTENAIRE])
    noms = suivis.order_by("agent__nom", "id").values_list("pk", "agent__prenom", "agent__nom")
    return [("sans", "Sans référent(e)"), *((pk, f"{prenom} {nom}") for pk, prenom, nom in noms)]


def poles(request):
    if request.affectation.role not in DIRIGENT:
        return []
    return Territoire.objects.filter(nature=Territoire.Nature.DTAS).order_by("nom").values_list("pk", "nom")


def du_referent(queryset, valeur):
    return queryset.filter(referent=None) if valeur == "sans" else queryset.filter(referent_id=valeur)


def statut(parcours) -> str:
    """In words, for the CSV; the screen adds the date and the days left."""
    if parcours.referent_id is None:
        return "En attente d’un(e) référent(e)"
    if parcours.contrat_avant_le is None:
        return "Suivie"
    return "Contrat en retard" if parcours.contrat_avant_le < timezone.localdate() else "Contrat à signer"


class FileActive(ListPage):
    titre = "File active"
    template = "orientation/file_active/liste.html"
    tri_defaut = "nom"
    columns = (
        Column(
            "nom",
            "Nom",
            value="personne",
            sort="personne__nom_norme",
            href=lambda p: reverse("accueil:fiche", args=[p.personne_id]),
        ),
        Column("ville", "Commune"),
        Column("modalite", "Modalité", value=lambda p: p.get_modalite_display(), insecable=True),
        Column("referent", "Référent(e)", value="referent.agent"),
        Column("confie", "Suivie depuis le", value="confie_le", sort="confie_le", insecable=True),
        Column(
            "contrat",
            "Contrat à signer",
            value="contrat_avant_le",
            sort="contrat_avant_le",
            template="orientation/file_active/_contrat.html",
            insecable=True,
        ),
        Column("statut", "Statut", value=statut, ecran=False),
    )
    filters = (
        ChoiceFilter("ref", "Référent(e)", choices=referents, apply=du_referent),
        ChoiceFilter("pole", "Pôle", choices=poles, apply="structure__territoire"),
        ChoiceFilter("modalite", "Modalité", choices=Parcours.Modalite.choices, apply="modalite"),
        BooleanFilter("contrat", "Contrat à signer", lambda qs: qs.filter(contrat_avant_le__isnull=False)),
        BooleanFilter("retard", "Contrat en retard", lambda qs: qs.contrat_en_retard(au=timezone.localdate())),
        BooleanFilter(
            "semaine", "À signer sous 7 jours", lambda qs: qs.contrat_sous(au=timezone.localdate(), jours=SEMAINE)
        ),
        BooleanFilter(
            "nouvelles",
            "Nouvelles personnes",
            lambda qs: qs.confies_depuis(timezone.localdate() - timedelta(days=SEMAINE)),
        ),
    )
    onglets = (
        Onglet("Toutes"),
        Onglet("Contrat en retard", vide="Aucun contrat en retard.", retard="1"),
        Onglet("À signer sous 7 jours", vide="Aucun contrat à signer dans les 7 jours.", semaine="1"),
        Onglet("Contrat à signer", vide="Aucun contrat n’attend une signature.", contrat="1", tri="contrat"),
        Onglet("Nouvelles", vide="Aucune nouvelle personne depuis 7 jours.", nouvelles="1", tri="-confie"),
    )
    vide = Vide(
        "Personne dans cette file pour le moment.", "Les personnes arrivent ici dès leur orientation.", icone="users"
    )

    def queryset(self, request):
        suivis = Parcours.objects.avec_adresse().select_related("personne", "referent__agent")
        if request.affectation.role == Role.REFERENT:
            return suivis.suivis_par(request.affectation)
        if request.affectation.role == Role.PARTENAIRE:
            return suivis.confies_a(request.affectation.structure_id)
        return suivis.en_cours()

    @property
    def champs_visibles(self):
        """A filter without any choice is not one."""
        return [champ for champ in super().champs_visibles if champ.options or champ.filtre.genre != "choix"]


@require_GET
@requires(Permission.VOIR_FILE_ACTIVE)
def file_active(request):
    return FileActive(request).reponse()
