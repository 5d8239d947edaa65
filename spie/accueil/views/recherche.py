"""Find a person from any page. Names and birth dates never stand in an address: the search is a POST."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from spie.accueil.perimetre import perimetre
from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.interface.liste import BooleanFilter, ChoiceFilter, Column, ListPage, Vide
from spie.socle.personnes.models import Adresse, DossierRSA, Personne
from spie.socle.personnes.normalisation import norme
from spie.socle.personnes.recherche import chercher

OPTIONS, RESULTATS = 8, 50


def option(personne: Personne, villes: dict) -> dict:
    age = personne.age(au=timezone.localdate())
    detail = [f"{age} ans" if age is not None else "", villes.get(personne.foyer_id, "")]
    return {
        "href": reverse("accueil:fiche", args=[personne.pk]),
        "nom": str(personne),
        "detail": " — ".join(partie for partie in detail if partie),
    }


def surligne(nom: str, texte: str):
    """The beginning that was typed, marked, when the name begins so."""
    longueur = len(texte)
    if longueur and norme(nom[:longueur]) == norme(texte):
        return format_html("<mark>{}</mark>{}", nom[:longueur], nom[longueur:])
    return nom


@require_POST
@requires(Permission.VOIR_PERSONNES)
def recherche(request):
    texte = request.POST.get("q", "")[:80]
    limite = OPTIONS if request.htmx or request.headers.get("X-Options") else RESULTATS
    trouvees = chercher(texte=texte, limite=limite, parmi=perimetre(request.affectation))
    adresses = Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in trouvees})
    villes = dict(adresses.values_list("foyer_id", "ville"))
    options = [option(p, villes) | {"nom": surligne(str(p), texte)} for p in trouvees]
    gabarit = "composants/options_recherche.html" if limite == OPTIONS else "accueil/recherche/page.html"
    return render(request, gabarit, {"options": options, "q": texte, "tout": ""})


def etats(request):
    return DossierRSA.ETATS.items()


class PersonnesListe(ListPage):
    titre = "Personnes"
    columns = [
        Column("nom", "Nom", value=str, sort="nom_norme", href=lambda p: reverse("accueil:fiche", args=[p.pk])),
        Column("naissance", "Naissance", value="date_naissance"),
        Column("role", "Place dans le foyer", value=lambda p: p.get_role_display()),
        Column("sdd", "Droits et devoirs depuis le", value="sdd_depuis"),
    ]
    filters = [
        BooleanFilter("soumises", "Soumises aux droits et devoirs", lambda qs: qs.soumises()),
        ChoiceFilter("etat", "État du droit", etats, lambda qs, etat: qs.filter(foyer__dossiers__etat=etat)),
    ]
    tri_defaut = "nom"
    vide = Vide("Personne pour l'instant", "Les personnes arrivent avec le fichier mensuel de la CAF.", icone="users")

    def queryset(self, request):
        personnes, parmi = Personne.objects.adultes(), perimetre(request.affectation)
        return personnes if parmi is None else personnes.filter(pk__in=parmi)


@require_GET
@requires(Permission.VOIR_PERSONNES)
def liste(request):
    return PersonnesListe(request).reponse()
