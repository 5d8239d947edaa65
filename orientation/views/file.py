"""The queue of decisions to take, the most urgent first."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orientation.models import Alerte, Orientation
from parcours.states import ABSENTES, EtatConvocation
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.dates import jour_court
from spie.socle.interface.liste import ChoiceFilter, Column, ListPage, Onglet, Vide
from spie.socle.territoires.models import Territoire

BANDES = (("DEPASSE", "Dépassé"), ("7", "Moins de 7 jours"), ("21", "Moins de 21 jours"), ("OK", "Plus de 21 jours"))
RIEN = {
    "DEPASSE": "Aucun délai n’est dépassé. Beau travail.",
    "7": "Rien à décider dans les 7 jours.",
    "21": "Rien à décider entre 7 et 21 jours.",
    "OK": "Personne n’a plus de 21 jours devant soi.",
}
# What the next decision keeps of the list: it is one of the same people.
GARDES = ("bande", "pole", "alerte")


def poles(request):
    return Territoire.objects.filter(nature=Territoire.Nature.DTAS).order_by("nom").values_list("pk", "nom")


def ioc_en_mots(orientation) -> str:
    etat = orientation.ioc_etat
    if etat is None:
        return "non convoquée"
    if etat in ABSENTES:
        fois = f", {orientation.ioc_rang} fois" if orientation.ioc_rang > 1 else ""
        return f"{EtatConvocation(etat).label}{fois}"
    return f"{EtatConvocation(etat).label} le {jour_court(timezone.localtime(orientation.ioc_le))}"


def suite(request) -> str:
    """The query string that a decision carries to the next one."""
    choix = {nom: request.GET[nom] for nom in GARDES if request.GET.get(nom)}
    return f"?{urlencode(choix)}" if choix else ""


class FileOrientation(ListPage):
    titre = "Orientations à décider"
    template = "orientation/orientation/file.html"
    tri_defaut = "echeance"
    filters = (
        ChoiceFilter("pole", "Pôle", choices=poles, apply=lambda qs, pole: qs.du_territoire(pole)),
        ChoiceFilter(
            "bande", "Délai", choices=BANDES, apply=lambda qs, bande: qs.de_la_bande(bande, au=timezone.localdate())
        ),
        ChoiceFilter("alerte", "Alerte", Alerte.Nature.choices, lambda qs, nature: qs.alertees(nature)),
    )
    vide = Vide(
        "Aucune décision en attente.", "Chaque personne a son ou sa référent(e). Beau travail.", icone="circle-check"
    )

    @property
    def columns(self):
        return (
            Column("personne", "Personne", value="parcours.personne", href=self.ouvrir),
            Column("ville", "Commune"),
            Column(
                "echeance",
                "Délai",
                value="echeance_locale",
                sort="echeance_locale",
                template="orientation/orientation/_delai.html",
                insecable=True,
            ),
            Column(
                "legale",
                "France Travail",
                value="echeance_legale",
                template="orientation/orientation/_bascule.html",
                insecable=True,
            ),
            Column("ioc", "Réunion d’information", value=ioc_en_mots, template="orientation/orientation/_reunion.html"),
            Column("etat", "État", value=lambda o: o.get_etat_display(), ecran=False),
        )

    def ouvrir(self, orientation) -> str:
        """Who decides opens the decision; who only looks opens the person."""
        if self.request.affectation.permet(Permission.DECIDER_ORIENTATION):
            return reverse("orientation:decider", args=[orientation.pk]) + suite(self.request)
        return reverse("accueil:fiche", args=[orientation.parcours.personne_id])

    def queryset(self, request):
        return Orientation.objects.a_decider().pour_la_file()

    def contexte(self):
        pole = next(champ.valeur for champ in self.champs if champ.filtre.key == "pole")
        du_pole = Orientation.objects.du_territoire(pole) if pole else Orientation.objects
        n = du_pole.comptes_par_bande(au=timezone.localdate())
        comptes = (n["DEPASSE"], n["sept"], n["vingt_et_un"], n["total"] - n["DEPASSE"] - n["sept"] - n["vingt_et_un"])
        self.onglets = [
            Onglet(f"Toutes ({n['total']})"),
            *(
                Onglet(f"{mots} ({compte})", vide=RIEN[code], bande=code)
                for (code, mots), compte in zip(BANDES, comptes, strict=True)
            ),
        ]
        return {"decide": self.request.affectation.permet(Permission.DECIDER_ORIENTATION)}


@require_GET
@requires(Permission.VOIR_ORIENTATIONS)
def file(request):
    return FileOrientation(request).reponse()
