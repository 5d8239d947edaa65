"""The list of the people of the département, or of those entrusted to a partner."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parcours.models import Parcours
from spie.accueil.population import de_la_modalite, du_droit, du_pole, perimetre, sans_referent
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.liste import BooleanFilter, ChoiceFilter, Column, ListPage, Vide
from spie.socle.personnes.models import Adresse, DossierRSA, Personne
from spie.socle.territoires.models import Territoire


def etats(request):
    return DossierRSA.ETATS.items()


def modalites(request):
    return [*Parcours.Modalite.choices, ("sans", "Sans référent(e)")]


def poles(request):
    return Territoire.objects.filter(nature=Territoire.Nature.DTAS).order_by("nom").values_list("pk", "nom")


def naissance(personne: Personne) -> str:
    age = personne.age(au=timezone.localdate())
    return "" if age is None else f"{personne.date_naissance:%d/%m/%Y} ({age} ans)"


def droit(personne) -> str:
    return DossierRSA.ETATS.get(personne.droit, personne.droit) if personne.droit else ""


def modalite(personne) -> str:
    return Parcours.Modalite(personne.modalite).label if personne.modalite else ""


class PersonnesListe(ListPage):
    titre = "Personnes"
    template = "accueil/personne/liste.html"
    columns = (
        Column("nom", "Nom", value=str, sort="nom_norme", href=lambda p: reverse("accueil:fiche", args=[p.pk])),
        Column("naissance", "Naissance", value=naissance, csv="date_naissance", insecable=True),
        Column("ville", "Commune"),
        Column("droit", "Droit au RSA", value=droit),
        Column("sdd", "Droits et devoirs depuis le", value="sdd_depuis", insecable=True),
        Column("modalite", "Modalité", value=modalite, insecable=True),
        Column("role", "Place dans le foyer", value=lambda p: p.get_role_display(), ecran=False),
    )
    filters = (
        ChoiceFilter("pole", "Pôle", poles, du_pole),
        ChoiceFilter("etat", "Droit au RSA", etats, du_droit),
        ChoiceFilter(
            "modalite",
            "Modalité",
            modalites,
            lambda qs, valeur: sans_referent(qs) if valeur == "sans" else de_la_modalite(qs, valeur),
        ),
        BooleanFilter("soumises", "Soumises aux droits et devoirs", lambda qs: qs.soumises()),
    )
    tri_defaut = "nom"
    vide = Vide("Personne pour l’instant.", "Les personnes arrivent avec le fichier mensuel de la CAF.", icone="users")

    def queryset(self, request):
        personnes, parmi = Personne.objects.adultes(), perimetre(request.affectation)
        adresse = Adresse.objects.en_cours().filter(foyer=OuterRef("foyer"))
        dossier = DossierRSA.objects.filter(foyer=OuterRef("foyer")).order_by("-vu_le")
        parcours = Parcours.objects.en_cours().filter(personne=OuterRef("pk"))
        personnes = personnes.annotate(
            ville=Subquery(adresse.values("ville")[:1]),
            droit=Subquery(dossier.values("etat")[:1]),
            modalite=Subquery(parcours.values("modalite")[:1]),
        )
        return personnes if parmi is None else personnes.filter(pk__in=parmi)


@require_GET
@requires(Permission.VOIR_PERSONNES)
def liste(request):
    return PersonnesListe(request).reponse()
