"""The law as data: each delay and each address is dated, has its source, and may be replaced by a département."""

from django.db import models

from spie.socle.territoires.models import DepartementManager, DepartementModel


class DateesQuerySet(models.QuerySet):
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

    objects = DateesQuerySet.as_manager()

    class Meta:
        verbose_name = "paramètre légal"
        verbose_name_plural = "paramètres légaux"
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

    objects = DepartementManager.from_queryset(DateesQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "paramètre du département"
        verbose_name_plural = "paramètres du département"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(fields=["departement", "code", "valide_du"], name="un_parametre_local_par_date"),
        ]

    def __str__(self):
        return f"{self.code} : {self.valeur}"


class AdressesDeRecours(models.Model):
    """Where a decision is contested: the département first (RAPO), then the court. Written in every legal letter."""

    rapo_adresse = models.CharField("adresse du recours préalable", max_length=200)
    tribunal_nom = models.CharField("tribunal", max_length=100, help_text="« tribunal administratif de Lyon »")
    tribunal_adresse = models.CharField("adresse du tribunal", max_length=200)
    source = models.CharField("source", max_length=300)
    valide_du = models.DateField("en vigueur du")
    valide_au = models.DateField("au", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.tribunal_nom}, depuis le {self.valide_du:%d/%m/%Y}"


class VoiesDeRecours(AdressesDeRecours):
    """What the texts say of each département. Loaded from ``donnees/recours.csv``, never edited."""

    code_departement = models.CharField("département", max_length=3)

    objects = DateesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "voies de recours"
        constraints = [
            models.UniqueConstraint(fields=["code_departement", "valide_du"], name="des_voies_de_recours_par_date")
        ]


class VoiesDeRecoursLocales(AdressesDeRecours, DepartementModel):
    """What this département writes instead, from a date on: all of it, so that a letter never mixes two sources."""

    objects = DepartementManager.from_queryset(DateesQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = verbose_name_plural = "voies de recours du département"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(fields=["departement", "valide_du"], name="des_voies_de_recours_locales_par_date"),
        ]
