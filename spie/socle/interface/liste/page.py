"""The list page: the URL in, a page, a fragment or a CSV out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from spie.socle.comptes.roles import Permission
from spie.socle.interface.liste.colonnes import Column, lire
from spie.socle.interface.liste.csv import reponse_csv
from spie.socle.interface.liste.curseur import Curseur, Ordre
from spie.socle.interface.liste.filtres import Champ, Filter, Onglet, Puce, Vue, vues
from spie.socle.interface.navigation import adresse
from spie.socle.territoires.isolation import code_courant

HORS_FILTRES = ("page", "format")
CIBLE = "liste"


@dataclass(frozen=True)
class Vide:
    """What an empty list says: what it is for, and the act that fills it."""

    titre: str
    texte: str = ""
    action: str = ""
    url_name: str = ""
    icone: str = "folder"

    @property
    def href(self) -> str | None:
        return adresse(self.url_name) if self.url_name else None


@dataclass(frozen=True)
class Entete:
    """A column head: its sort link, and the direction it has now (aria-sort)."""

    colonne: Column
    href: str
    sens: str


@dataclass(frozen=True)
class Tranche:
    """One page of rows and the tokens of its neighbours."""

    objets: list
    precedent: str | None
    suivant: str | None


class ListPage:
    """See the package's docstring. One instance serves one request."""

    titre = ""
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    onglets: ClassVar[Sequence[Onglet]] = ()
    tri_defaut = ""
    par_page = 50
    vide = Vide("Rien à montrer pour le moment.")
    template = "composants/liste.html"
    fragment = "composants/_liste.html"
    export = True

    def __init__(self, request: HttpRequest, **contexte):
        self.request, self.supplement = request, contexte

    def queryset(self, request: HttpRequest) -> QuerySet:
        """The rows this agent may see, before any filter."""
        raise NotImplementedError

    def contexte(self) -> dict:
        """More variables for a template of one's own."""
        return {}

    def reponse(self) -> HttpResponse | StreamingHttpResponse:
        if self.request.GET.get("format") == "csv":
            return self._csv()
        contexte = {"liste": self, **self.supplement, **self.contexte()}
        response = render(self.request, self.fragment if self.en_fragment else self.template, contexte)
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response

    @property
    def en_fragment(self) -> bool:
        """htmx replaces the list alone; when it restores the history it wants the whole page."""
        entetes = self.request.headers
        return entetes.get("HX-Target") == CIBLE and not entetes.get("HX-History-Restore-Request")

    # What is asked

    @cached_property
    def champs(self) -> list[Champ]:
        return [filtre.champ(self.request) for filtre in self.filters]

    @cached_property
    def filtree(self) -> bool:
        return any(champ.valeur for champ in self.champs)

    @property
    def champs_visibles(self) -> list[Champ]:
        return [champ for champ in self.champs if not champ.couvert(self.onglets)]

    @property
    def champs_caches(self) -> list[Champ]:
        """What a view stands for goes along when another filter changes."""
        return [champ for champ in self.champs if champ.valeur and champ.couvert(self.onglets)]

    @property
    def puces(self) -> list[Puce]:
        """The active filters that the view shown does not already say."""
        dits = self.vue_courante.parametres if self.vue_courante else {}
        return [
            Puce(c.mots, self.adresse(**{c.filtre.key: ""}))
            for c in self.champs
            if c.valeur and c.filtre.key not in dits
        ]

    def adresse(self, **parametres: str) -> str:
        """This list with other parameters; an empty one is removed. Changing anything goes back to the first page."""
        choix = self.request.GET.copy()
        for nom in (*HORS_FILTRES, *parametres):
            choix.pop(nom, None)
        choix.update({nom: valeur for nom, valeur in parametres.items() if valeur})
        return f"?{choix.urlencode()}"

    @property
    def tout_effacer(self) -> str:
        return self.adresse(**{champ.filtre.key: "" for champ in self.champs})

    @property
    def vues(self) -> list[Vue]:
        return vues(self.onglets, self.request.GET, HORS_FILTRES)

    @property
    def vue_courante(self) -> Onglet | None:
        return next((vue.onglet for vue in self.vues if vue.courante), None)

    @property
    def vide_de_la_vue(self) -> str:
        """The words of the view shown when it alone leaves nothing."""
        return self.vue_courante.vide if self.vue_courante and not self.puces else ""

    # The order

    @cached_property
    def tri(self) -> str:
        voulu = self.request.GET.get("tri", "")
        triables = {colonne.key for colonne in self.columns if colonne.sort}
        return voulu if voulu.removeprefix("-") in triables else self.tri_defaut

    @cached_property
    def ordre(self) -> Ordre:
        colonne = next((c for c in self.columns if c.key == self.tri.removeprefix("-")), None)
        champs = (*colonne.champs_tri, "pk") if colonne else ("pk",)
        modele = self.queryset_filtre.model
        return Ordre(champs, self.tri.startswith("-"), tuple(peut_etre_vide(modele, champ) for champ in champs))

    @cached_property
    def place(self) -> str:
        """What a cursor is for: this list, in this order, on these columns. Any other is ignored."""
        return f"{type(self).__qualname__} {self.tri} {' '.join(self.ordre.champs)}"

    @cached_property
    def entetes(self) -> list[Entete]:
        return [self._entete(colonne) for colonne in self.colonnes_ecran]

    def _entete(self, colonne: Column) -> Entete:
        if not colonne.sort:
            return Entete(colonne, "", "")
        sens = {colonne.key: "ascending", f"-{colonne.key}": "descending"}.get(self.tri, "none")
        voulu = f"-{colonne.key}" if sens == "ascending" else colonne.key
        return Entete(colonne, self.adresse(tri=voulu), sens)

    @property
    def colonnes_ecran(self) -> list[Column]:
        return [colonne for colonne in self.columns if colonne.ecran]

    # The rows

    @cached_property
    def queryset_filtre(self) -> QuerySet:
        queryset = self.queryset(self.request)
        for champ in self.champs:
            if champ.valeur:
                queryset = champ.filtre.appliquer(queryset, champ.valeur)
        return queryset

    @cached_property
    def tranche(self) -> Tranche:
        """A page and one row more, which says whether there is a following page."""
        curseur = Curseur.lire(self.request.GET.get("page", ""), tri=self.place)
        avant = curseur is not None and curseur.avant
        objets = self._lire(curseur.cles if curseur else None, avant)
        encore, objets = len(objets) > self.par_page, objets[: self.par_page]
        if avant:
            objets.reverse()
        return Tranche(
            objets,
            self.jeton(objets[0], avant=True) if objets and (encore if avant else curseur) else None,
            self.jeton(objets[-1]) if objets and (avant or encore) else None,
        )

    def _lire(self, cles: tuple | None, avant: bool) -> list:
        nombre = self.par_page + 1
        objets: list = []
        for etape in self.ordre.etapes(self.queryset_filtre, cles, avant=avant):
            objets += etape[: nombre - len(objets)]
            if len(objets) == nombre:
                break
        return objets

    def jeton(self, objet, *, avant: bool = False) -> str:
        """The place of a row in this order: what follows it, or what precedes it."""
        cles = tuple(lire(champ.replace("__", "."), objet) for champ in self.ordre.champs)
        return Curseur(self.place, cles, avant).ecrire()

    @cached_property
    def lignes(self) -> list[tuple[object, list[tuple[Column, str]]]]:
        """Each row with its cells, already drawn."""
        return [(o, [(c, c.cellule(o)) for c in self.colonnes_ecran]) for o in self.tranche.objets]

    @property
    def precedent(self) -> str | None:
        return self.adresse(page=self.tranche.precedent) if self.tranche.precedent else None

    @property
    def suivant(self) -> str | None:
        return self.adresse(page=self.tranche.suivant) if self.tranche.suivant else None

    @property
    def mesure(self) -> str:
        """How many, when it is known without counting."""
        nombre = len(self.tranche.objets)
        if self.tranche.precedent or self.tranche.suivant:
            return f"{nombre} lignes sur cette page"
        return f"{nombre} résultat{'s' if nombre > 1 else ''}"

    # The export

    @property
    def exportable(self) -> bool:
        affectation = getattr(self.request, "affectation", None)
        return self.export and affectation is not None and affectation.permet(Permission.EXPORTER)

    @property
    def adresse_csv(self) -> str:
        return self.adresse(format="csv")

    def _csv(self) -> StreamingHttpResponse:
        if not self.exportable:
            raise PermissionDenied
        colonnes = [colonne for colonne in self.columns if colonne.csv is not False]
        # Built again inside the generator: the first one was built in a transaction that will be closed by then.
        return reponse_csv(
            slugify(self.titre),
            code_courant(),
            [colonne.label for colonne in colonnes],
            lambda: type(self)(self.request, **self.supplement).rangees(colonnes),
        )

    def rangees(self, colonnes: Sequence[Column]):
        for objet in self.ordre.trier(self.queryset_filtre).iterator(chunk_size=1000):
            yield [colonne.valeur_csv(objet) for colonne in colonnes]


def peut_etre_vide(modele, chemin: str) -> bool:
    """Whether this sort key may be NULL, following the relations. An annotation may: nothing says otherwise."""
    if chemin == "pk":
        return False
    vide = False
    for nom in chemin.split("__"):
        try:
            champ = modele._meta.get_field(nom)
        except FieldDoesNotExist:
            return True
        vide, modele = vide or champ.null, champ.related_model
    return vide
