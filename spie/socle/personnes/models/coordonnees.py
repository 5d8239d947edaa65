"""How to reach a person. Nothing is erased: what no longer holds has an end date."""

from django.db import models

from spie.socle.constraints import one_of
from spie.socle.personnes.models.personne import Foyer, Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class DateeQuerySet(models.QuerySet):
    def en_cours(self):
        return self.filter(au__isnull=True)


class Adresse(DepartementModel):
    """Where the household lives; one in force at a time."""

    foyer = LienInterne(Foyer, related_name="adresses", on_delete=models.CASCADE)
    complement = models.CharField("complément", max_length=80, blank=True)
    voie = models.CharField("numéro et voie", max_length=80, blank=True)
    lieu_dit = models.CharField("lieu-dit", max_length=40, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    ville = models.CharField("ville", max_length=40, blank=True)
    commune_insee = models.CharField("code INSEE", max_length=5, blank=True)
    source = models.CharField("source", max_length=20)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu'au", null=True, blank=True)

    objects = DepartementManager.from_queryset(DateeQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "adresse"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("foyer"),
            models.UniqueConstraint(
                fields=["departement", "foyer"], name="une_adresse_en_cours", condition=models.Q(au=None)
            ),
        ]
        indexes = [models.Index(fields=["departement", "commune_insee"], name="adresse_par_commune")]

    def __str__(self):
        return f"{self.voie}, {self.code_postal} {self.ville}"

    def lignes(self) -> list[str]:
        """The lines of an envelope, without the name."""
        return [
            ligne for ligne in (self.complement, self.voie, self.lieu_dit, f"{self.code_postal} {self.ville}") if ligne
        ]


class NatureContact(models.TextChoices):
    TELEPHONE = "TELEPHONE", "téléphone"
    COURRIEL = "COURRIEL", "courriel"


class Contact(DepartementModel):
    """A telephone or a mail of a person."""

    Nature = NatureContact

    personne = LienInterne(Personne, related_name="contacts", on_delete=models.CASCADE)
    nature = models.CharField("nature", max_length=10, choices=Nature)
    valeur = models.CharField("valeur", max_length=120)  # telephones in E.164: +33639980001
    est_mobile = models.BooleanField("reçoit des SMS", default=False)
    source = models.CharField("source", max_length=20)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu'au", null=True, blank=True)

    objects = DepartementManager.from_queryset(DateeQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "coordonnée"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("nature", NatureContact), name="contact_nature_connue"),
            models.UniqueConstraint(
                fields=["departement", "personne", "nature", "valeur"],
                name="un_contact_en_cours",
                condition=models.Q(au=None),
            ),
        ]
        indexes = [models.Index(fields=["departement", "valeur"], name="contact_par_valeur")]

    def __str__(self):
        return self.valeur
