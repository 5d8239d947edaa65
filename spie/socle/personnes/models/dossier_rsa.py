"""The RSA file of a household, with every state that the paying body announced."""

from django.db import models

from spie.socle.constraints import one_of
from spie.socle.personnes.models.foyer import Foyer
from spie.socle.personnes.models.reference import AuteurDecision, CodeRSA, FamilleCode
from spie.socle.personnes.referentiel import lignes
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class OrganismePayeur(models.TextChoices):
    CAF = "CAF", "CAF"
    MSA = "MSA", "MSA"


class DossierRSA(DepartementModel):
    """Numbers are text: they have leading zeros. Codes are kept as received, known or not."""

    Organisme = OrganismePayeur

    ETATS = {ligne["code"]: ligne["libelle"] for ligne in lignes("codes_rsa.csv") if ligne["famille"] == "ETAT"}
    OUVERTS = ("2", "3", "4")

    foyer = LienInterne(Foyer, related_name="dossiers", on_delete=models.CASCADE)
    organisme = models.CharField("organisme payeur", max_length=3, choices=Organisme)
    organisme_numero = models.CharField("numéro de l'organisme", max_length=3, blank=True)
    matricule = models.CharField("numéro d'allocataire", max_length=15)
    matricule_recu = models.CharField("numéro d'allocataire, tel que reçu", max_length=15)
    numero_demande = models.CharField("numéro de demande RSA", max_length=11)
    demande_le = models.DateField("demande du", null=True, blank=True)
    etat = models.CharField("état du droit", max_length=2)
    etat_depuis = models.DateField("depuis le")
    # The day the last accepted flow spoke of: an older file never overwrites a newer one.
    vu_le = models.DateField("dernier flux")

    class Meta(DepartementModel.Meta):
        verbose_name = "dossier RSA"
        verbose_name_plural = "dossiers RSA"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("foyer"),
            models.CheckConstraint(condition=one_of("organisme", OrganismePayeur), name="dossier_organisme_connu"),
            models.UniqueConstraint(fields=["departement", "numero_demande"], name="un_dossier_par_demande"),
        ]
        indexes = [
            models.Index(fields=["departement", "matricule"], name="dossier_par_matricule"),
            models.Index(fields=["departement", "etat", "foyer"], name="dossier_par_etat"),
        ]

    def __str__(self):
        return f"{self.organisme} {self.matricule}"

    @property
    def etat_en_clair(self) -> str:
        return self.ETATS.get(self.etat, f"code inconnu « {self.etat} »")


# The list to which the reason of a state belongs, when the writer did not say.
FAMILLE_DE_L_ETAT = {
    "1": FamilleCode.REFUS,
    "3": FamilleCode.SUSPENSION_DROIT,
    "4": FamilleCode.SUSPENSION_VERSEMENT,
    "5": FamilleCode.CLOTURE,
    "6": FamilleCode.CLOTURE,
}


class EtatDossierQuerySet(models.QuerySet):
    def suspendus(self):
        return self.filter(etat__in=["3", "4"])

    def avec_auteur(self):
        """Annotate ``du_departement``: the flow echoes a decision of the département, it is not the paying body's."""
        selon_l_etat = [
            models.When(famille="", etat=etat, then=models.Value(f)) for etat, f in FAMILLE_DE_L_ETAT.items()
        ]
        codes = CodeRSA.objects.filter(
            auteur=AuteurDecision.DEPARTEMENT, famille=models.OuterRef("liste"), code=models.OuterRef("motif")
        )
        liste = models.Case(*selon_l_etat, default=models.F("famille"), output_field=models.CharField())
        return self.annotate(liste=liste).annotate(du_departement=models.Exists(codes))

    def decides_par_l_organisme(self):
        """What the paying body decided by itself: never a sanction."""
        return self.avec_auteur().filter(du_departement=False)

    def decides_par_le_departement(self):
        return self.avec_auteur().filter(du_departement=True)


class EtatDossier(DepartementModel):
    """One state of the right, from a date on. The paying body's suspensions are not the département's sanctions."""

    dossier = LienInterne(DossierRSA, related_name="etats", on_delete=models.CASCADE)
    etat = models.CharField("état", max_length=2)
    motif = models.CharField("motif, code reçu", max_length=40, blank=True)
    # The list that ``motif`` belongs to; empty when the writer did not say: the state tells it.
    famille = models.CharField(
        "liste du motif", max_length=7, choices=FamilleCode, blank=True, default="", db_default=""
    )
    depuis_le = models.DateField("depuis le")
    flux_du = models.DateField("appris par le flux du")

    objects = DepartementManager.from_queryset(EtatDossierQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "état du droit"
        verbose_name_plural = "états du droit"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("dossier"),
            models.UniqueConstraint(fields=["departement", "dossier", "flux_du"], name="un_etat_par_flux"),
            # Only lists of the paying body: a sanction of the département has its own table, elsewhere.
            models.CheckConstraint(
                condition=models.Q(famille="") | one_of("famille", FamilleCode), name="etat_de_l_organisme_seulement"
            ),
        ]

    def __str__(self):
        return f"{DossierRSA.ETATS.get(self.etat, self.etat)} depuis le {self.depuis_le:%d/%m/%Y}"
