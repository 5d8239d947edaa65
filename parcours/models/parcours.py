"""The pathway of a person: opened by a right with duties, carried by a referent."""

from datetime import date, timedelta

from django.db import models

from parcours.states import OCCUPANTES
from spie.socle.comptes.models import Affectation, Structure
from spie.socle.constraints import all_or_none, one_of
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne, Rattachement


class ParcoursQuerySet(models.QuerySet):
    def en_cours(self):
        return self.filter(clos_le__isnull=True)

    def suivis_par(self, affectation: Affectation):
        """The caseload of one referent."""
        return self.en_cours().filter(referent=affectation)

    def confies_a(self, structure_id):
        """What a partner may see: the people entrusted to its structure."""
        return self.en_cours().filter(structure_id=structure_id)

    def des_equipes_du(self, territoire_id):
        """Those whom the structures of this territory follow."""
        return self.en_cours().filter(structure__territoire=territoire_id)

    def contrat_en_retard(self, *, au: date):
        """The month to sign the engagement contract is over."""
        return self.filter(contrat_avant_le__lt=au)

    def contrat_sous(self, *, au: date, jours: int):
        """To be signed within these days, today included."""
        return self.filter(contrat_avant_le__range=(au, au + timedelta(days=jours)))

    def confies_depuis(self, jour: date):
        """The newcomers of a caseload."""
        return self.filter(confie_le__gte=jour)

    def a_convoquer(self):
        """In the six weeks: no referent yet, and no convocation that holds a seat or that the person missed.

        Who was oriented in another tool is not convened again: they only wait for a referent.
        """
        attente = self.en_cours().filter(confie_le=None).exclude(convocations__etat__in=sorted(OCCUPANTES))
        return attente.exclude(suivis_anterieurs__orientee_le__isnull=False)

    def avec_adresse(self):
        """Annotate ``insee`` and ``ville`` with the address in force of the household."""
        en_vigueur = models.FilteredRelation(
            "personne__foyer__adresses", condition=models.Q(personne__foyer__adresses__au=None)
        )
        return self.alias(adresse=en_vigueur).annotate(
            insee=models.F("adresse__commune_insee"), ville=models.F("adresse__ville")
        )

    def plus_proches(self, *, commune_id: str, territoire_id, nombre: int) -> list["Parcours"]:
        """Nearest first (0 same commune, 1 same territory, 2 elsewhere), then by deadline; after ``avec_adresse``.

        Circle by circle: the next one is read only when there are not enough people in the ones before.
        """
        proches, trouves = models.Q(insee=commune_id), []
        territoire = models.Q(insee__in=_communes(territoire_id))
        cercles = (proches, territoire & ~proches, models.Q(insee=None) | ~(proches | territoire))
        for rang, cercle in enumerate(cercles):
            lignes = self.filter(cercle).annotate(proximite=models.Value(rang)).select_related("personne")
            trouves += lignes.order_by("droit_notifie_le", "id")[: nombre - len(trouves)]
            if len(trouves) == nombre:
                break
        return trouves

    def dans_le_territoire(self, territoire_id):
        """Whose address in force is served by this territory; after ``avec_adresse``."""
        return self.filter(insee__in=_communes(territoire_id))


def _communes(territoire_id) -> models.QuerySet:
    return Rattachement.objects.filter(territoire_id=territoire_id).values("commune_id")


class ModaliteParcours(models.TextChoices):
    PROFESSIONNELLE = "PROFESSIONNELLE", "professionnelle"
    SOCIOPROFESSIONNELLE = "SOCIOPROFESSIONNELLE", "socio-professionnelle"
    SOCIALE = "SOCIALE", "sociale"


class Parcours(DepartementModel):
    """One row per period of accompaniment; one at a time per person."""

    Modalite = ModaliteParcours

    personne = LienInterne(Personne, related_name="parcours")
    droit_notifie_le = models.DateField("droit notifié le")  # E1
    info_recue_le = models.DateField("information reçue le")  # E3
    ouvert_le = models.DateTimeField("ouvert le")
    clos_le = models.DateTimeField("clos le", null=True, blank=True)
    motif_cloture = models.CharField("motif de clôture", max_length=80, blank=True)
    # Written by the orientation, through ``services.parcours.confier``.
    modalite = models.CharField("modalité", max_length=20, choices=Modalite, null=True, blank=True)
    structure = LienInterne(
        Structure, null=True, blank=True, related_name="parcours", verbose_name="organisme référent"
    )
    referent = LienInterne(Affectation, null=True, blank=True, related_name="parcours", verbose_name="référent(e)")
    confie_le = models.DateField("confié le", null=True, blank=True)
    contrat_avant_le = models.DateField("contrat d'engagement à signer avant le", null=True, blank=True)

    # Added by ``services.suivi.avec_echeance``.
    echeance_locale: date

    objects = DepartementManager.from_queryset(ParcoursQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            MemeDepartement("structure"),
            MemeDepartement("referent"),
            models.UniqueConstraint(
                fields=["departement", "personne"], name="un_parcours_en_cours", condition=models.Q(clos_le=None)
            ),
            models.CheckConstraint(
                condition=all_or_none("modalite", "structure", "referent", "confie_le"), name="parcours_confie_entier"
            ),
            models.CheckConstraint(
                condition=models.Q(modalite=None) | one_of("modalite", ModaliteParcours),
                name="parcours_modalite_connue",
            ),
        ]
        indexes = [
            models.Index(
                fields=["departement", "droit_notifie_le", "id"],
                name="parcours_en_attente",
                condition=models.Q(clos_le=None, confie_le=None),
            ),
            models.Index(
                fields=["departement", "referent"], name="parcours_par_referent", condition=models.Q(clos_le=None)
            ),
            models.Index(
                fields=["departement", "confie_le", "id"], name="parcours_par_confie", condition=models.Q(clos_le=None)
            ),
            models.Index(
                fields=["departement", "contrat_avant_le", "id"],
                name="parcours_par_contrat",
                condition=models.Q(clos_le=None),
            ),
        ]

    def __str__(self):
        return f"Parcours de {self.personne}"
