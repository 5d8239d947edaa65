"""The tenant, the base of every row that belongs to it, and the territories inside it."""

from django.db import models

from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import CleDepartementale, IsolationConstraint, MemeDepartement, code_courant


class Departement(models.Model):
    """The tenant. The code is the key, as text (``07``, ``2A``, ``974``), so that SQL, logs and policies read alike."""

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=80)
    hote = models.CharField("adresse du site", max_length=120, unique=True)
    fuseau = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    couleur = models.CharField("couleur d'accent", max_length=7, default="#0b3d66")

    class Meta:
        verbose_name = "département"

    def __str__(self):
        return f"{self.code} {self.nom}"


class DepartementManager(models.Manager):
    """Every query names its département, so that nobody writes it: PostgreSQL is the wall, this is the good plan.

    With words of its own: ``objects = DepartementManager.from_queryset(PresenceQuerySet)()``.
    """

    def get_queryset(self):
        return super().get_queryset().filter(departement_id=code_courant())


class DepartementModel(models.Model):
    """Base of every row that belongs to one département."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, related_name="+", editable=False, default=code_courant, db_index=False
    )

    objects = DepartementManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            CleDepartementale(name="%(app_label)s_%(class)s_cle"),
            IsolationConstraint(name="%(app_label)s_%(class)s_isolation"),
        ]


class LienInterne(models.ForeignKey):
    """A link to a row of the same département; ``MemeDepartement`` gives it its composite foreign key."""

    def __init__(self, to, on_delete=models.PROTECT, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class CommuneQuerySet(models.QuerySet):
    def du_departement(self, code: str):
        return self.filter(code_departement=code).order_by("nom")


class Commune(models.Model):
    """A French commune (INSEE). The same for everyone: no tenant, loaded from a file, never edited."""

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    nom = models.CharField("nom", max_length=80)
    code_postal = models.CharField("code postal", max_length=5)
    code_departement = models.CharField("département", max_length=3, db_index=True)

    objects = CommuneQuerySet.as_manager()

    def __str__(self):
        return f"{self.nom} ({self.code_postal})"


class Territoire(DepartementModel):
    """A territory of the département: a DTAS, a CMS in it, or a bassin d'emploi."""

    class Nature(models.TextChoices):
        DTAS = "DTAS", "direction territoriale (DTAS)"
        CMS = "CMS", "centre médico-social"
        BASSIN = "BASSIN", "bassin d'emploi"

    nature = models.CharField("nature", max_length=6, choices=Nature)
    nom = models.CharField("nom", max_length=120)
    parent = LienInterne("self", null=True, blank=True, related_name="enfants", verbose_name="dans")

    class Meta(DepartementModel.Meta):
        verbose_name = "territoire"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("parent"),
            models.UniqueConstraint(fields=["departement", "nature", "nom"], name="un_territoire_par_nom"),
        ]

    def __str__(self):
        return self.nom


class Rattachement(DepartementModel):
    """Which territory serves a commune: one line per commune and kind of territory."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    territoire = LienInterne(Territoire, related_name="rattachements")

    class Meta(DepartementModel.Meta):
        verbose_name = "rattachement de commune"
        verbose_name_plural = "rattachements de communes"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("territoire"),
            models.UniqueConstraint(fields=["departement", "commune", "territoire"], name="un_rattachement"),
        ]

    def __str__(self):
        return f"{self.commune_id} → {self.territoire}"
