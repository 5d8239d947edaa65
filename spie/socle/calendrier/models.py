"""The law as data: each delay is dated, has its source, and may be tightened by a département."""

from django.db import models

from spie.socle.territoires.models import DepartementManager, DepartementModel


class ParametreQuerySet(models.QuerySet):
    def en_vigueur(self, *, au):
        """The rows that hold on the day ``au``."""
        return self.filter(valide_du__lte=au).filter(models.Q(valide_au__isnull=True) | models.Q(valide_au__gte=au))


class ParametreLegal(models.Model):
    """What the texts say, the same for everyone. Loaded from ``donnees/parametres.csv``, never edited."""

    code = models.CharField("code", max_length=60)
    valeur = models.PositiveIntegerField("valeur")
    unite = models.CharField("unité", max_length=20)
    libelle = models.CharField("libellé", max_length=200)
    source = models.CharField("source", max_length=300)
    valide_du = models.DateField("en vigueur du")
    valide_au = models.DateField("au", null=True, blank=True)

    objects = ParametreQuerySet.as_manager()

    class Meta:
        verbose_name = "paramètre légal"
        constraints = [models.UniqueConstraint(fields=["code", "valide_du"], name="un_parametre_par_date")]

    def __str__(self):
        return f"{self.libelle} : {self.valeur} {self.unite}"


class ParametreLocal(DepartementModel):
    """What this département chose instead, from a date on, and why."""

    code = models.CharField("code", max_length=60)
    valeur = models.PositiveIntegerField("valeur")
    motif = models.CharField("motif ou délibération", max_length=300)
    valide_du = models.DateField("en vigueur du")
    valide_au = models.DateField("au", null=True, blank=True)

    objects = DepartementManager.from_queryset(ParametreQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "paramètre du département"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(fields=["departement", "code", "valide_du"], name="un_parametre_local_par_date"),
        ]

    def __str__(self):
        return f"{self.code} : {self.valeur}"
