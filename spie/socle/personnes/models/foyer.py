"""The household, to which the allowance is paid: who is in it, who was, and its increase for a lone parent."""

from django.db import models

from spie.socle.constraints import one_of
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class RolePersonne(models.TextChoices):
    DEMANDEUR = "DEM", "allocataire"
    CONJOINT = "CJT", "conjoint(e)"
    ENFANT = "ENF", "enfant"
    AUTRE = "AUT", "autre personne"


class Foyer(DepartementModel):
    """The people whose resources count together."""

    # SITFAM: those whose meaning we are sure of; the others are shown as received.
    SITUATIONS = {
        "CEL": "célibataire",
        "DIV": "divorcé(e)",
        "ISO": "isolé(e)",
        "MAR": "marié(e)",
        "PAC": "pacsé(e)",
        "SEF": "séparé(e) de fait",
        "SEL": "séparé(e) légalement",
        "VEU": "veuf ou veuve",
    }

    situation = models.CharField("situation familiale", max_length=3, blank=True)  # code of the paying body, kept as is
    situation_depuis = models.DateField("depuis le", null=True, blank=True)
    enfants_a_charge = models.PositiveSmallIntegerField("enfants à charge", default=0)
    sans_domicile_fixe = models.BooleanField("sans domicile fixe", default=False)

    class Meta(DepartementModel.Meta):
        verbose_name = "foyer"

    def __str__(self):
        return f"Foyer {self.pk}"

    @property
    def situation_en_clair(self) -> str:
        return self.SITUATIONS.get(self.situation, f"situation « {self.situation} »")


class AppartenanceQuerySet(models.QuerySet):
    def autour_de(self, personne):
        """Where the person was, and those who were in their present household; latest first."""
        concernees = models.Q(personne=personne) | models.Q(foyer=personne.foyer_id)
        return self.filter(concernees).select_related("personne").order_by("-au", "-id")


class Appartenance(DepartementModel):
    """A place in a household that is over. The present one is on the person.

    Written by PostgreSQL whoever moves the person: an agent, the monthly flow or a merge.
    """

    personne = LienInterne("personnes.Personne", related_name="appartenances", on_delete=models.CASCADE)
    foyer = LienInterne(Foyer, related_name="appartenances", on_delete=models.CASCADE)
    role = models.CharField("place dans le foyer", max_length=3, choices=RolePersonne)
    du = models.DateField("depuis le", null=True, blank=True)  # None: from before we knew them
    au = models.DateField("jusqu'au")

    objects = DepartementManager.from_queryset(AppartenanceQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "appartenance passée"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            MemeDepartement("foyer"),
            models.CheckConstraint(condition=one_of("role", RolePersonne), name="appartenance_role_connu"),
            models.CheckConstraint(
                condition=models.Q(du=None) | models.Q(au__gte=models.F("du")), name="appartenance_dans_l_ordre"
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "personne"], name="appartenance_par_personne"),
            models.Index(fields=["departement", "foyer"], name="appartenance_par_foyer"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} jusqu'au {self.au:%d/%m/%Y}"


class MajorationIsolement(DepartementModel):
    """The lone parent's increase, with its dates (CASF, L. 262-9): the person's duties are lighter meanwhile."""

    foyer = LienInterne(Foyer, related_name="majorations", on_delete=models.CASCADE)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu'au", null=True, blank=True)
    source = models.CharField("source", max_length=20)

    class Meta(DepartementModel.Meta):
        verbose_name = "majoration pour isolement"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("foyer"),
            models.UniqueConstraint(
                fields=["departement", "foyer"], name="une_majoration_en_cours", condition=models.Q(au=None)
            ),
            models.CheckConstraint(
                condition=models.Q(au=None) | models.Q(au__gte=models.F("du")), name="majoration_dans_l_ordre"
            ),
        ]

    def __str__(self):
        return f"depuis le {self.du:%d/%m/%Y}"

    def en_vigueur(self, *, au) -> bool:
        return self.du <= au and (self.au is None or self.au >= au)
