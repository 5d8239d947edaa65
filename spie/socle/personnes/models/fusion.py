"""Two files made one, or one made two: who did it, why, and everything needed to undo it."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import all_or_none, one_of
from spie.socle.personnes.models.personne import Personne
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne

USAGE = "fusion"


class NatureFusion(models.TextChoices):
    REUNION = "REUNION", "réunion de deux fiches"
    SEPARATION = "SEPARATION", "séparation d'une fiche"


class FusionQuerySet(models.QuerySet):
    def en_vigueur(self):
        return self.filter(annulee_le__isnull=True)

    def reunions(self):
        return self.filter(nature=NatureFusion.REUNION)

    def recentes(self):
        return self.select_related("gardee", "faite_par", "annulee_par").order_by("-faite_le", "-id")


class Fusion(DepartementModel):
    """``autre_id`` is the file that went into ``gardee``, or the one that came out of it."""

    Nature = NatureFusion

    nature = models.CharField("nature", max_length=10, choices=NatureFusion)
    gardee = LienInterne(Personne, related_name="fusions", verbose_name="fiche gardée")
    autre_id = models.UUIDField("autre fiche")
    autre_nom = models.CharField("nom de l'autre fiche", max_length=170)
    motif = models.CharField("raison", max_length=300)
    faite_le = models.DateTimeField("faite le")
    faite_par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    annulable_jusqu_au = models.DateField("annulable jusqu'au")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    annulee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    journal_scelle = models.BinaryField(editable=False)

    objects = DepartementManager.from_queryset(FusionQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "fusion"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("gardee"),
            models.CheckConstraint(condition=one_of("nature", NatureFusion), name="fusion_nature_connue"),
            models.CheckConstraint(
                condition=all_or_none("annulee_le", "annulee_par"), name="fusion_annulee_par_quelquun"
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "gardee", "-faite_le"], name="fusion_par_gardee"),
            models.Index(fields=["departement", "autre_id"], name="fusion_par_autre"),
        ]

    def __str__(self):
        return f"{self.get_nature_display()} du {self.faite_le:%d/%m/%Y}"

    def sceller(self, journal: bytes) -> None:
        self.journal_scelle = sceller(journal, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def journal(self) -> bytes:
        return ouvrir(self.journal_scelle, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    def annulable(self, *, au) -> bool:
        """Undone already, or too long ago: no."""
        return self.annulee_le is None and au <= self.annulable_jusqu_au
