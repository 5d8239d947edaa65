"""Find a person from any page. Names and birth dates never stand readable in an address."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from parcours.models import Parcours
from spie.accueil.population import perimetre
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.jetons import cacher, retrouver
from spie.socle.personnes.models import Adresse, Personne
from spie.socle.personnes.normalisation import norme
from spie.socle.personnes.recherche import LETTRES_MINIMUM, chercher

OPTIONS, RESULTATS = 8, 50
# Children are rarely the ones looked for: look further, then put them after the adults of the same name.
PROFONDEUR = 3
USAGE = "recherche"
CHIFFRES_NIR = 12


@require_http_methods(["GET", "POST"])
@requires(Permission.VOIR_PERSONNES)
def recherche(request):
    """A POST from the combobox answers the options; from the keyboard, a page that can be come back to."""
    texte = _texte(request)
    if request.method == "POST" and not request.htmx and not _peut_etre_un_nir(texte):
        return redirect(f"{reverse('personnes:recherche')}?r={cacher(texte, usage=USAGE)}")
    if len(texte) < LETTRES_MINIMUM:
        return redirect("personnes:liste")
    limite = OPTIONS if request.htmx else RESULTATS
    trouvees = trier(chercher(texte=texte, limite=limite * PROFONDEUR, parmi=perimetre(request.affectation)), texte)
    options = [o | {"nom": surligne(o["nom"], texte)} for o in presenter(trouvees[:limite])]
    gabarit = "composants/options_recherche.html" if request.htmx else "accueil/recherche/page.html"
    tout = f"{reverse('personnes:recherche')}?r={cacher(texte, usage=USAGE)}" if len(trouvees) > limite else ""
    return render(request, gabarit, {"options": options, "q": texte, "tout": tout, "encore": len(trouvees) > limite})


def _peut_etre_un_nir(texte: str) -> bool:
    """A NIR stands in no address, even unreadable."""
    return sum(signe.isdigit() for signe in texte) >= CHIFFRES_NIR


def _texte(request) -> str:
    if request.method == "POST":
        return request.POST.get("q", "").replace("\0", "").strip()[:80]
    return retrouver(request.GET.get("r", ""), usage=USAGE)


def trier(personnes: list[Personne], texte: str) -> list[Personne]:
    """Those whose name begins so, adults first; then the others, in the order they were found."""
    debut, enfant = norme(texte), Personne.Role.ENFANT
    return sorted(personnes, key=lambda p: (not p.nom_norme.startswith(debut), p.role == enfant))


def presenter(personnes: list[Personne]) -> list[dict]:
    """What tells one from another: age, town, who accompanies them. Two queries for all."""
    adresses = Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in personnes})
    villes = dict(adresses.values_list("foyer_id", "ville"))
    parcours = Parcours.objects.en_cours().filter(personne__in=personnes).select_related("referent__agent")
    suivis = {p.personne_id: suivi(p) for p in parcours}
    return [
        {
            "href": reverse("accueil:fiche", args=[p.pk]),
            "nom": str(p),
            "detail": " · ".join(mot for mot in (_age(p), villes.get(p.foyer_id), suivis.get(p.pk)) if mot),
        }
        for p in personnes
    ]


def suivi(parcours: Parcours) -> str:
    return f"réf. {parcours.referent.agent}" if parcours.referent_id else "en attente d’orientation"


def _age(personne: Personne) -> str:
    age = personne.age(au=timezone.localdate())
    if age is None:
        return ""
    if personne.role == Personne.Role.ENFANT:
        return f"enfant, {age} an{'s' if age > 1 else ''}"
    return f"{age} ans"


def surligne(nom: str, texte: str):
    """The beginning that was typed, marked, when the name begins so."""
    longueur = len(texte)
    if longueur and norme(nom[:longueur]) == norme(texte):
        return format_html("<mark>{}</mark>{}", nom[:longueur], nom[longueur:])
    return nom
