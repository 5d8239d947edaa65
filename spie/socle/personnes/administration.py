"""Rows about people in the administration: looked at, found by name as in the rest of the product, never changed."""

from spie.socle.administration.site import LectureSeule
from spie.socle.personnes.recherche import chercher

TROUVEES = 100


class TableDePersonnes(LectureSeule):
    """``personne``: the path from the row to its person."""

    personne = "personne"
    search_fields = ["pk"]  # says that one may search; ``get_search_results`` says how
    search_help_text = "Un nom, une date de naissance, un numéro d’allocataire ou un téléphone."

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        trouvees = [personne.pk for personne in chercher(texte=search_term, limite=TROUVEES)]
        return queryset.filter(**{f"{self.personne}__in": trouvees}), False
