"""People and their RSA files, as the flows of the paying body wrote them: to look at."""

from django.contrib import admin

from spie.socle.administration.site import LigneEnLecture
from spie.socle.personnes.administration import TableDePersonnes
from spie.socle.personnes.models import DossierRSA, EtatDossier, Personne


@admin.register(Personne)
class PersonneAdmin(TableDePersonnes):
    personne = "pk"
    list_display = ["__str__", "date_naissance", "role", "sdd_depuis"]
    list_filter = ["role", ("sdd_depuis", admin.EmptyFieldListFilter)]
    ordering = ["nom_norme", "id"]
    # The NIR is only ever shown masked.
    fields = ["nom", "nom_naissance", "prenom", "autres_prenoms", "date_naissance", "role", "nir_masque", "sdd_depuis"]


class EtatDossierEnLecture(LigneEnLecture):
    model = EtatDossier
    fields = ["etat", "motif", "depuis_le", "flux_du"]
    ordering = ["-depuis_le", "id"]


@admin.register(DossierRSA)
class DossierRSAAdmin(TableDePersonnes):
    personne = "foyer__personnes"
    inlines = [EtatDossierEnLecture]
    list_display = ["numero_demande", "organisme", "matricule", "etat_en_clair", "etat_depuis", "vu_le"]
    list_filter = ["organisme"]
    ordering = ["numero_demande"]
    fields = ["organisme", "matricule", "matricule_recu", "numero_demande", "demande_le", "etat_en_clair", "vu_le"]

    def get_search_results(self, request, queryset, search_term):
        trouves, _ = super().get_search_results(request, queryset, search_term)
        return trouves, True  # a household has several people
