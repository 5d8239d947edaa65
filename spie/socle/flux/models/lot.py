"""One file received from a paying body, how far it is loaded, and the households it could not give us."""

from datetime import datetime

from django.conf import settings
from django.db import models

from spie.socle.constraints import all_or_none, one_of
from spie.socle.flux.states import A_PRENDRE, EN_COURS, FINIS, EtatLot
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class LotFluxQuerySet(models.QuerySet):
    def du_meme_organisme(self, lot: "LotFlux"):
        return self.filter(organisme=lot.organisme).exclude(pk=lot.pk)

    def en_cours(self):
        return self.filter(etat__in=EN_COURS)

    def abandonnes(self, *, avant: datetime):
        """To be loaded, but without a sign of life since ``avant``: the worker died, or the nudge was lost."""
        return self.filter(etat__in=A_PRENDRE, battement_le__lt=avant)

    def en_file(self):
        """Those that wait for their turn, the oldest first."""
        return self.filter(etat=EtatLot.DEPOSE).order_by("depose_le", "id")

    def dernier_charge(self):
        """The last file that was loaded to its end, or None."""
        return self.filter(etat=EtatLot.CHARGE).order_by("-depose_le", "-id").first()

    def recents(self):
        return self.select_related("depose_par").order_by("-depose_le", "-id")


class LotFlux(DepartementModel):
    Etat = EtatLot

    nom_fichier = models.CharField("fichier", max_length=200)
    chemin = models.CharField(max_length=300, editable=False)  # relative to MEDIA_ROOT
    sha256 = models.CharField(max_length=64, editable=False)
    taille = models.PositiveBigIntegerField("taille, en octets")
    etat = models.CharField("état", max_length=10, choices=EtatLot, default=EtatLot.DEPOSE)
    organisme = models.CharField("organisme payeur", max_length=3, blank=True)  # FONORG
    nature = models.CharField("nature", max_length=1, blank=True)  # TYPEFLUX: M monthly, I daily
    reference_le = models.DateField("date de référence", null=True)  # DTREF
    meme_plus_ancien = models.BooleanField("chargé même s'il est plus ancien", default=False)
    # Monthly, with as many households as it announces and no anomaly: who is not in it has left the flow.
    complet = models.BooleanField("flux complet", default=False)
    depose_le = models.DateTimeField("déposé le")
    depose_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    debut_le = models.DateTimeField("début du chargement", null=True)
    fin_le = models.DateTimeField("fin", null=True)
    # The present phase (reading, then loading): since when, and how far it already was.
    phase_le = models.DateTimeField("début de la phase", null=True)
    phase_depart = models.FloatField("avancement au début de la phase", default=0)
    battement_le = models.DateTimeField("dernier signe de vie")
    # Who holds the lot: a worker that lost it finds another token, and stops.
    jeton = models.UUIDField(null=True, editable=False)
    octets_lus = models.PositiveBigIntegerField("octets lus", default=0)
    total = models.PositiveIntegerField("foyers annoncés", default=0)
    lus = models.PositiveIntegerField("foyers lus", default=0)  # also where a restart goes on reading
    ecrits = models.PositiveIntegerField("foyers chargés", default=0)  # also where a restart goes on loading
    crees = models.PositiveIntegerField("créés", default=0)
    modifies = models.PositiveIntegerField("mis à jour", default=0)
    inchanges = models.PositiveIntegerField("identiques", default=0)
    anciens = models.PositiveIntegerField("plus anciens que ce qui est connu", default=0)
    rejetes = models.PositiveIntegerField("rejetés", default=0)
    entrees = models.PositiveIntegerField("personnes à orienter", default=0)
    erreurs = models.JSONField("erreurs", default=list)  # [{"ligne": 36, "message": "…"}], of a refused file
    avertissements = models.JSONField("avertissements", default=list)
    # Why it waits: {"disparues": 120, "connues": 800, "seuil": 10}, people.
    attente = models.JSONField("disparitions à confirmer", default=dict)
    decide_le = models.DateTimeField("confirmé ou refusé le", null=True)
    decide_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DepartementManager.from_queryset(LotFluxQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "flux"
        verbose_name_plural = "flux"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["departement", "sha256"], name="un_lot_par_fichier", condition=~models.Q(etat=EtatLot.REFUSE)
            ),
            models.UniqueConstraint(
                fields=["departement", "organisme"],
                name="un_chargement_par_organisme",
                condition=models.Q(etat__in=[str(etat) for etat in EN_COURS]),
            ),
            models.CheckConstraint(condition=one_of("etat", EtatLot), name="lot_etat_connu"),
            models.CheckConstraint(condition=all_or_none("decide_le", "decide_par"), name="lot_decide_par_quelquun"),
        ]

    def __str__(self):
        return self.nom_fichier

    @property
    def fini(self) -> bool:
        return self.etat in FINIS

    @property
    def est_lu(self) -> bool:
        """Read to its end and concluded: what it announces is known. Its last byte alone is not enough."""
        return self.total > 0

    @property
    def en_mouvement(self) -> bool:
        """A worker has it, or will."""
        return self.etat in A_PRENDRE

    @property
    def duree_secondes(self) -> float:
        """How long the load took, from its first act to its last; 0 as long as it is not over."""
        return (self.fin_le - self.debut_le).total_seconds() if self.debut_le and self.fin_le else 0

    @property
    def pour_cent(self) -> int:
        return round(100 * self.part_faite)

    @property
    def part_faite(self) -> float:
        """What is done of the present phase, between 0 and 1."""
        if self.etat == EtatLot.CHARGEMENT:
            return self.ecrits / max(1, self.lus)
        return self.octets_lus / max(1, self.taille)

    def commencer_phase(self, *, le: datetime) -> None:
        """Measure the time left from now; the caller saves."""
        self.debut_le, self.phase_le, self.phase_depart = self.debut_le or le, le, self.part_faite

    def reste_secondes(self, *, a: datetime) -> int | None:
        """Seconds left in the present phase at the pace so far, None when it can't be known yet."""
        fait = self.part_faite - self.phase_depart
        if not self.phase_le or fait <= 0:
            return None
        return round((a - self.phase_le).total_seconds() * (1 - self.part_faite) / fait)


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
