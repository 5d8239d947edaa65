"""One file received from a paying body, how far it is loaded, and the households it could not give us."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import one_of
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class EtatLot(models.TextChoices):
    DEPOSE = "DEPOSE", "déposé, vérification en attente"
    CONTROLE = "CONTROLE", "vérification en cours"
    REFUSE = "REFUSE", "refusé, rien n'a été écrit"
    CHARGEMENT = "CHARGEMENT", "chargement en cours"
    CHARGE = "CHARGE", "chargé"


EN_ROUTE = (EtatLot.DEPOSE, EtatLot.CONTROLE, EtatLot.CHARGEMENT)


class LotFluxQuerySet(models.QuerySet):
    def en_route(self):
        return self.filter(etat__in=EN_ROUTE)

    def abandonnes(self, *, avant):
        """On the way, but without a sign of life since ``avant``: the worker died."""
        return self.en_route().filter(battement_le__lt=avant)

    def recents(self):
        return self.select_related("depose_par").order_by("-depose_le", "-id")


class LotFlux(DepartementModel):
    Etat = EtatLot

    nom_fichier = models.CharField("fichier", max_length=200)
    chemin = models.CharField(max_length=300, editable=False)  # relative to MEDIA_ROOT
    sha256 = models.CharField(max_length=64, editable=False)
    taille = models.PositiveBigIntegerField("taille, en octets")
    etat = models.CharField("état", max_length=10, choices=EtatLot, default=EtatLot.DEPOSE)
    nature = models.CharField("nature", max_length=1, blank=True)  # TYPEFLUX: M monthly, I daily
    reference_le = models.DateField("date de référence", null=True)  # DTREF
    depose_le = models.DateTimeField("déposé le")
    depose_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    debut_le = models.DateTimeField("début du chargement", null=True)
    fin_le = models.DateTimeField("fin", null=True)
    battement_le = models.DateTimeField("dernier signe de vie")
    total = models.PositiveIntegerField("foyers annoncés", default=0)
    lus = models.PositiveIntegerField("foyers lus", default=0)  # also where a restart goes on from
    crees = models.PositiveIntegerField("créés", default=0)
    modifies = models.PositiveIntegerField("mis à jour", default=0)
    inchanges = models.PositiveIntegerField("identiques", default=0)
    rejetes = models.PositiveIntegerField("rejetés", default=0)
    entrees = models.PositiveIntegerField("personnes à orienter", default=0)
    erreurs = models.JSONField("erreurs", default=list)  # [{"ligne": 36, "message": "…"}], of a refused file

    avertissements = models.JSONField("avertissements", default=list)

    objects = DepartementManager.from_queryset(LotFluxQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "flux"
        verbose_name_plural = "flux"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["departement", "sha256"], name="un_lot_par_fichier", condition=~models.Q(etat=EtatLot.REFUSE)
            ),
            models.CheckConstraint(condition=one_of("etat", EtatLot), name="lot_etat_connu"),
        ]

    def __str__(self):
        return self.nom_fichier

    @property
    def fini(self) -> bool:
        return self.etat in (EtatLot.REFUSE, EtatLot.CHARGE)

    def reste_secondes(self, *, a) -> int | None:
        """Seconds left at the pace so far, None when it can't be known yet."""
        if not (self.debut_le and self.lus and self.total):
            return None
        rythme = self.lus / max(0.5, (a - self.debut_le).total_seconds())
        return round((self.total - self.lus) / rythme)


class FoyerRejete(DepartementModel):
    """A household that was left aside, where it is in the file, and why."""

    lot = LienInterne(LotFlux, related_name="rejets", on_delete=models.CASCADE)
    rang = models.PositiveIntegerField("foyer n°")
    # The parser stops counting at 65 535 in some builds: the rank is the sure one.
    ligne = models.PositiveIntegerField("ligne")
    numero_demande = models.CharField("numéro de demande", max_length=11, blank=True)
    motif = models.CharField("raison", max_length=300)

    class Meta(DepartementModel.Meta):
        verbose_name = "foyer rejeté"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("lot"),
            models.UniqueConstraint(fields=["departement", "lot", "rang"], name="un_rejet_par_foyer"),
        ]

    def __str__(self):
        return f"ligne {self.ligne} : {self.motif}"
