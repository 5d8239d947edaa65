"""What another tool knew of a path when it was taken over: the day of the orientation, the contract in course."""

from django.db import models

from parcours.models.parcours import Parcours
from spie.socle.constraints import one_of
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementModel, LienInterne


class TypeContrat(models.TextChoices):
    CE = "CE", "contrat d'engagement"
    CER = "CER", "contrat d'engagements réciproques"
    PPAE = "PPAE", "projet personnalisé d'accès à l'emploi"
    CEJ = "CEJ", "contrat d'engagement jeune"
    PACEA = "PACEA", "PACEA"
    AUTRE = "AUTRE", "autre contrat"


class SuiviAnterieur(DepartementModel):
    """One per path, written once. The dates are those received: nothing is counted again from the day of the import."""

    TypeContrat = TypeContrat

    parcours = LienInterne(Parcours, related_name="suivis_anterieurs")
    orientee_le = models.DateField("orientée le", null=True, blank=True)
    modalite = models.CharField("modalité", max_length=20, choices=Parcours.Modalite, blank=True)
    type_contrat = models.CharField("type de contrat", max_length=5, choices=TypeContrat, blank=True)
    contrat_du = models.DateField("contrat depuis le", null=True, blank=True)
    contrat_au = models.DateField("contrat jusqu'au", null=True, blank=True)

    class Meta(DepartementModel.Meta):
        verbose_name = "suivi antérieur"
        verbose_name_plural = "suivis antérieurs"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("parcours"),
            models.UniqueConstraint(fields=["departement", "parcours"], name="un_suivi_anterieur_par_parcours"),
            models.CheckConstraint(
                condition=models.Q(type_contrat="") | one_of("type_contrat", TypeContrat),
                name="suivi_anterieur_contrat_connu",
            ),
            models.CheckConstraint(
                condition=models.Q(modalite="") | one_of("modalite", Parcours.Modalite),
                name="suivi_anterieur_modalite_connue",
            ),
            models.CheckConstraint(
                condition=models.Q(contrat_au=None)
                | models.Q(contrat_du=None)
                | models.Q(contrat_au__gte=models.F("contrat_du")),
                name="suivi_anterieur_dans_l_ordre",
            ),
        ]

    def __str__(self):
        return f"suivi antérieur de {self.parcours_id}"
