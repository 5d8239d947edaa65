"""A person said no to one way of being reached: it holds until they say otherwise."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import all_or_none, one_of
from spie.socle.personnes.models.personne import Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class CanalMessage(models.TextChoices):
    SMS = "SMS", "SMS"
    COURRIEL = "COURRIEL", "courriel"
    VOIX = "VOIX", "appel téléphonique"


class OppositionQuerySet(models.QuerySet):
    def en_cours(self):
        return self.filter(levee_le__isnull=True)

    def contre(self, canal: str):
        """The refusals in force of one channel."""
        return self.en_cours().filter(canal=canal)


class Opposition(DepartementModel):
    """No more messages by this channel. A letter is never refused: a legal notice needs one."""

    Canal = CanalMessage

    personne = LienInterne(Personne, related_name="oppositions", on_delete=models.CASCADE)
    canal = models.CharField("canal", max_length=8, choices=CanalMessage)
    dite_le = models.DateField("dit le")
    source = models.CharField("source", max_length=20)
    enregistree_le = models.DateTimeField("enregistré le")
    # None: the person answered STOP to a message, no agent wrote it.
    enregistree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    levee_le = models.DateTimeField("levé le", null=True, blank=True)
    levee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DepartementManager.from_queryset(OppositionQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "refus d'un canal"
        verbose_name_plural = "refus d'un canal"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("canal", CanalMessage), name="opposition_canal_connu"),
            models.CheckConstraint(
                condition=all_or_none("levee_le", "levee_par"), name="opposition_levee_par_quelquun"
            ),
            models.UniqueConstraint(
                fields=["departement", "personne", "canal"],
                name="une_opposition_en_cours",
                condition=models.Q(levee_le=None),
            ),
        ]

    def __str__(self):
        return f"Pas de {self.get_canal_display()} depuis le {self.dite_le:%d/%m/%Y}"
