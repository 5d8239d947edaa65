"""A person leaves the département; what the next one needs travels by a letter-box that PostgreSQL guards."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import one_of
from spie.socle.personnes.models.personne import Personne
from spie.socle.territoires.isolation import BoiteConstraint, CleDepartementale, MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class MotifDepart(models.TextChoices):
    DEMENAGEMENT = "DEMENAGEMENT", "déménagement"
    HEBERGEMENT = "HEBERGEMENT", "hébergement dans un autre département"
    MUTATION = "MUTATION", "dossier muté par la CAF ou la MSA"
    ETRANGER = "ETRANGER", "départ à l'étranger"
    AUTRE = "AUTRE", "autre raison"


class EtatTransmission(models.TextChoices):
    SANS = "SANS", "rien à transmettre par la plateforme"
    TRANSMISE = "TRANSMISE", "transmis, en attente de réponse"
    ACCEPTEE = "ACCEPTEE", "accepté par l'autre département"
    REFUSEE = "REFUSEE", "refusé par l'autre département"


class DepartQuerySet(models.QuerySet):
    def en_cours(self):
        """Gone, and not back."""
        return self.filter(revenue_le__isnull=True)


class Depart(DepartementModel):
    """The file is closed here: when, why, for where, and what the other département answered."""

    Motif = MotifDepart
    Transmission = EtatTransmission

    personne = LienInterne(Personne, related_name="departs", on_delete=models.CASCADE)
    le = models.DateField("partie le")
    motif = models.CharField("raison", max_length=12, choices=MotifDepart)
    precision = models.CharField("précision", max_length=200, blank=True)
    # A code of département, in this installation or not; empty: abroad or unknown.
    destination = models.CharField("département d'arrivée", max_length=3, blank=True)
    commune = models.CharField("commune d'arrivée", max_length=80, blank=True)
    enregistre_le = models.DateTimeField("enregistré le")
    enregistre_par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    transmission = models.CharField(
        "transmission", max_length=9, choices=EtatTransmission, default=EtatTransmission.SANS
    )
    repondu_le = models.DateTimeField("réponse du", null=True, blank=True)
    reponse = models.CharField("réponse", max_length=200, blank=True)
    revenue_le = models.DateField("revenue le", null=True, blank=True)

    objects = DepartementManager.from_queryset(DepartQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "départ"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("motif", MotifDepart), name="depart_motif_connu"),
            models.CheckConstraint(
                condition=one_of("transmission", EtatTransmission), name="depart_transmission_connue"
            ),
            models.UniqueConstraint(
                fields=["departement", "personne"], name="un_depart_en_cours", condition=models.Q(revenue_le=None)
            ),
        ]

    def __str__(self):
        return f"{self.get_motif_display()} le {self.le:%d/%m/%Y}"

    @property
    def est_transmis(self) -> bool:
        return self.transmission != EtatTransmission.SANS


class NaturePli(models.TextChoices):
    DOSSIER = "DOSSIER", "dossier"
    REPONSE = "REPONSE", "réponse"


class SuitePli(models.TextChoices):
    ATTENTE = "ATTENTE", "à traiter"
    ACCEPTE = "ACCEPTE", "accepté"
    REFUSE = "REFUSE", "refusé"


class PliQuerySet(models.QuerySet):
    def dossiers(self):
        return self.filter(nature=NaturePli.DOSSIER)

    def a_traiter(self):
        return self.filter(suite=SuitePli.ATTENTE)


class Pli(DepartementModel):
    """A sealed message in the box of the département it is for; ``departement`` is the addressee.

    The sender puts it there and sees it no more; the addressee alone reads it. Nobody erases it,
    and the content never changes: only what was done with it is written (see ``BoiteConstraint``).
    """

    Nature = NaturePli
    Suite = SuitePli

    expediteur = models.CharField("expéditeur", max_length=3, editable=False)
    nature = models.CharField("nature", max_length=7, choices=NaturePli, editable=False)
    # The departure it speaks of, which only the sender of the file knows by heart.
    reference = models.UUIDField(editable=False)
    scelle = models.BinaryField(editable=False)
    remis_le = models.DateTimeField("remis le")
    suite = models.CharField("suite", max_length=7, choices=SuitePli, default=SuitePli.ATTENTE)
    motif = models.CharField("motif", max_length=200, blank=True)
    traite_le = models.DateTimeField("traité le", null=True, blank=True)
    traite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who it became here, once accepted.
    personne = LienInterne(Personne, null=True, blank=True, related_name="plis")

    objects = DepartementManager.from_queryset(PliQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "pli"
        constraints = [
            CleDepartementale(name="%(app_label)s_%(class)s_cle"),
            BoiteConstraint("personne", "traite_le", "traite_par", name="%(app_label)s_%(class)s_boite"),
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("nature", NaturePli), name="pli_nature_connue"),
            models.CheckConstraint(condition=one_of("suite", SuitePli), name="pli_suite_connue"),
            models.UniqueConstraint(
                fields=["departement", "expediteur", "nature", "reference"], name="un_pli_par_depart"
            ),
        ]

    def __str__(self):
        return f"{self.get_nature_display()} du {self.expediteur}"
