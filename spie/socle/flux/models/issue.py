"""What a file did to each household, and who is no longer in the flow."""

from django.db import models

from spie.socle.constraints import one_of
from spie.socle.flux.models.lot import LotFlux
from spie.socle.personnes.models import DossierRSA, Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class NatureIssue(models.TextChoices):
    """A household may have several: it moved, and its right changed."""

    CREE = "CREE", "nouveaux foyers"
    MODIFIE = "MODIFIE", "foyers mis à jour"
    ANCIEN = "ANCIEN", "foyers déjà connus par un fichier plus récent"
    REVENU = "REVENU", "foyers revenus"
    DEMENAGE = "DEMENAGE", "foyers qui ont déménagé"
    SEPARE = "SEPARE", "adultes qui ont changé de foyer (séparation, mise en couple)"
    ARRIVE = "ARRIVE", "nouveaux membres d'un foyer connu"
    SORTI = "SORTI", "personnes qui ne sont plus dans leur foyer"
    CLOS = "CLOS", "droits clos ou refusés"
    MUTE = "MUTE", "foyers partis vers un autre département"
    DISPARU = "DISPARU", "foyers absents du fichier"
    ANOMALIE = "ANOMALIE", "anomalies signalées par l'organisme payeur"


class IssueQuerySet(models.QuerySet):
    def comptes(self) -> dict[str, int]:
        """How many of each nature, in one query."""
        return dict(self.values_list("nature").annotate(models.Count("id")))

    def avec_noms(self):
        """Annotate ``nom`` and ``prenom`` of the person each line is about."""
        personne = Personne.objects.filter(pk=models.OuterRef("personne_id"))
        return self.annotate(
            nom=models.Subquery(personne.values("nom")), prenom=models.Subquery(personne.values("prenom"))
        )


class IssueFoyer(DepartementModel):
    """One outcome for one household, or for one of its people. Written once, shown in the report of the lot."""

    Nature = NatureIssue

    lot = LienInterne(LotFlux, related_name="issues", on_delete=models.CASCADE)
    nature = models.CharField("issue", max_length=8, choices=NatureIssue)
    rang = models.PositiveIntegerField("foyer n°", null=True)  # none for a household that is not in the file
    numero_demande = models.CharField("numéro de demande", max_length=11)
    # Not links: the report outlives what it speaks of.
    dossier_id = models.UUIDField()
    personne_id = models.UUIDField(null=True)
    # What changed: {"etat": ["4", "2"]}, before and after, by column.
    changements = models.JSONField("ce qui change", default=dict)

    objects = DepartementManager.from_queryset(IssueQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "issue d'un foyer"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("lot"),
            models.CheckConstraint(condition=one_of("nature", NatureIssue), name="issue_nature_connue"),
        ]
        indexes = [models.Index(fields=["departement", "lot", "nature", "id"], name="issue_par_nature")]


class AbsenceFlux(DepartementModel):
    """A household that a complete monthly file no longer holds, or a person that their household no longer holds.

    Nothing is closed by it for the household: only what a file says is believed.
    """

    dossier = LienInterne(DossierRSA, related_name="+", on_delete=models.CASCADE)
    personne = LienInterne(Personne, null=True, related_name="+", on_delete=models.CASCADE)
    depuis_le = models.DateField("absent depuis le flux du")
    revenu_le = models.DateField("revenu par le flux du", null=True)

    class Meta(DepartementModel.Meta):
        verbose_name = "absence du flux"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("dossier"),
            MemeDepartement("personne"),
            models.UniqueConstraint(
                fields=["departement", "dossier", "personne"],
                name="une_absence_en_cours",
                condition=models.Q(revenu_le=None),
                nulls_distinct=False,
            ),
        ]


class EvenementFlux(DepartementModel):
    """One event of the daily flow: what the paying body did in a file, and when."""

    dossier = LienInterne(DossierRSA, related_name="+", on_delete=models.CASCADE)
    code = models.CharField("fait générateur", max_length=9)
    le = models.DateField("liquidé le")

    class Meta(DepartementModel.Meta):
        verbose_name = "événement du flux"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("dossier"),
            models.UniqueConstraint(fields=["departement", "dossier", "code", "le"], name="un_evenement_du_flux"),
        ]
