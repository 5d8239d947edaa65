"""Lists: declared, filtered and sorted by the URL, stable at any depth, exported as CSV, cards on a phone.

    class PersonnesListe(ListPage):
        titre = "Personnes"                       # h1, caption, file name of the CSV
        columns = [
            Column("nom", "Nom", value="nom_complet", href=lambda p: reverse("accueil:fiche", args=[p.pk]),
                   sort=("nom_normalise", "prenom_normalise")),      # the first column is the row header
            Column("naissance", "Né(e) le", value="date_naissance", sort="date_naissance"),
            Column("etat", "État", value=lambda p: p.etat, template="personnes/personne/_etat.html"),  # objet, valeur
            Column("ref", "Référence", value="reference", csv=lambda p: p.reference, ecran=False),     # CSV only
        ]
        filters = [
            TextFilter("q", "Nom", lambda qs, texte: qs.cherche(texte)),
            ChoiceFilter("modalite", "Modalité", Modalite.choices, "modalite"),   # choices: or callable(request)
            BooleanFilter("retard", "En retard", lambda qs: qs.en_retard()),
        ]
        onglets = [Onglet("Toutes"), Onglet("En retard", retard="1")]                  # saved views (optional)
        tri_defaut = "nom"                                                             # "-nom": descending
        vide = Vide("Aucune personne", "Chargez un fichier de la CAF.", "Charger un fichier", "flux:charger", "users")

        def queryset(self, request):                  # QuerySet methods; select_related/prefetch_related here
            return Personne.objects.visibles_par(request.affectation)

    @require_GET
    @requires(Permission.VOIR_PERSONNES)
    def liste(request):
        return PersonnesListe(request).reponse()      # page, htmx fragment or ?format=csv

A page of one's own: `template = "personnes/personne/liste.html"`, which extends "composants/liste.html"
(blocks: fil, actions, chapo, avant_liste, apres_liste); `contexte(self)` adds variables. CSV asks
`Permission.EXPORTER`; `export = False` removes it.

Rules: a sort key is one or several columns of the row or of a to-one relation (never to-many); the id breaks ties.
Nothing is counted: pages are reached by «Suivant»/«Précédent» through an encrypted cursor of the last row's sort keys,
so page 2 000 costs what page 1 costs and a row arriving meanwhile shifts nothing. An empty value
comes last, in both directions. A sort offered on a long table has its index: (departement, keys…, id).
"""

from spie.socle.interface.liste.colonnes import Column
from spie.socle.interface.liste.filtres import BooleanFilter, ChoiceFilter, Filter, Onglet, TextFilter
from spie.socle.interface.liste.page import ListPage, Vide

__all__ = ["BooleanFilter", "ChoiceFilter", "Column", "Filter", "ListPage", "Onglet", "TextFilter", "Vide"]
