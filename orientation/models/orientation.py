"""The decision that every person waits for, and its two clocks."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models

from orientation.states import EtatOrientation
from parcours.models import Convocation, Parcours
from spie.socle.comptes.models import Affectation, Structure
from spie.socle.comptes.roles import Role
from spie.socle.constraints import all_or_none, one_of
from spie.socle.personnes.models import Adresse
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne, Rattachement


class OrientationQuerySet(models.QuerySet):
    """The words managers use about a pile of orientations. Each takes its own ``au``."""

    def a_decider(self):
        return self.filter(etat__in=[EtatOrientation.A_DECIDER, EtatOrientation.BASCULEE])

    def en_retard(self, *, au: date):
        """The six weeks promised to the person are over."""
        return self.a_decider().filter(echeance_locale__lt=au)

    def a_decider_sous(self, *, au: date, jours: int):
        return self.a_decider().filter(echeance_locale__range=(au, au + timedelta(days=jours)))

    def a_basculer(self, *, au: date):
        """The legal six weeks are over: due and not done, however late the check runs."""
        return self.filter(etat=EtatOrientation.A_DECIDER, echeance_legale__lt=au)

    def alertees(self, nature: str):
        """Those of which the daily check warned someone, and whose alert still holds."""
        actuelles = Alerte.objects.actuelles().filter(nature=nature, orientation=models.OuterRef("pk"))
        return self.filter(models.Exists(actuelles))

    def du_territoire(self, territoire_id):
        """Of the people who live in the communes of this territory.

        The commune of each, not a join on the addresses: the few who wait are looked up, in their order, where
        PostgreSQL would go through everybody of a large town.
        """
        communes = Rattachement.objects.filter(territoire_id=territoire_id).values("commune_id")
        adresse = Adresse.objects.en_cours().filter(foyer=models.OuterRef("parcours__personne__foyer"))
        return self.alias(commune=models.Subquery(adresse.values("commune_insee")[:1])).filter(commune__in=communes)

    def par_urgence(self):
        return self.order_by("echeance_locale", "id")

    def de_la_bande(self, bande: str, *, au: date):
        """One band of the queue: DEPASSE, 7 (under seven days), 21 (under twenty-one) or OK."""
        bornes = {"7": (au, au + timedelta(days=6)), "21": (au + timedelta(days=7), au + timedelta(days=20))}
        if bande == "DEPASSE":
            return self.en_retard(au=au)
        if bande in bornes:
            return self.a_decider().filter(echeance_locale__range=bornes[bande])
        return self.a_decider().filter(echeance_locale__gt=au + timedelta(days=20))

    def comptes_par_bande(self, *, au: date) -> dict[str, int]:
        """How many decisions wait in each band, in one query."""
        return self.a_decider().aggregate(
            DEPASSE=models.Count("id", filter=models.Q(echeance_locale__lt=au)),
            sept=models.Count("id", filter=models.Q(echeance_locale__range=(au, au + timedelta(days=6)))),
            vingt_et_un=models.Count(
                "id", filter=models.Q(echeance_locale__range=(au + timedelta(days=7), au + timedelta(days=20)))
            ),
            total=models.Count("id"),
        )

    def pour_la_file(self):
        """What one row of the queue shows: the person, the town, and the last convocation."""
        derniere = Convocation.objects.filter(parcours=models.OuterRef("parcours")).order_by("-rang", "-id")
        ville = Adresse.objects.en_cours().filter(foyer=models.OuterRef("parcours__personne__foyer"))
        return self.select_related("parcours__personne").annotate(
            ville=models.Subquery(ville.values("ville")[:1]),
            ioc_etat=models.Subquery(derniere.values("etat")[:1]),
            ioc_rang=models.Subquery(derniere.values("rang")[:1]),
            ioc_le=models.Subquery(derniere.values("session__debut_le")[:1]),
        )


class Orientation(DepartementModel):
    """One decision to take for a path. ``echeance_locale`` runs from E1, ``echeance_legale`` from E3, raw dates."""

    parcours = LienInterne(Parcours, related_name="orientations")
    etat = models.CharField("état", max_length=10, choices=EtatOrientation, default=EtatOrientation.A_DECIDER)
    echeance_locale = models.DateField("à proposer avant le")
    echeance_legale = models.DateField("échéance légale")
    modalite = models.CharField("modalité", max_length=20, choices=Parcours.Modalite, null=True, blank=True)
    structure = LienInterne(Structure, null=True, blank=True, related_name="orientations")
    referent = LienInterne(Affectation, null=True, blank=True, related_name="orientations")
    motif = models.TextField("pourquoi ce choix", blank=True)
    decidee_le = models.DateTimeField("décidée le", null=True, blank=True)
    decidee_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    basculee_le = models.DateTimeField("bascule constatée le", null=True, blank=True)

    objects = DepartementManager.from_queryset(OrientationQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "orientation"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("parcours"),
            MemeDepartement("structure"),
            MemeDepartement("referent"),
            models.CheckConstraint(condition=one_of("etat", EtatOrientation), name="orientation_etat_connu"),
            models.CheckConstraint(
                condition=all_or_none("modalite", "structure", "referent", "decidee_le", "decidee_par"),
                name="orientation_decidee_entiere",
            ),
            models.UniqueConstraint(
                fields=["departement", "parcours"],
                name="une_orientation_a_decider",
                condition=models.Q(etat__in=[EtatOrientation.A_DECIDER, EtatOrientation.BASCULEE]),
            ),
        ]
        indexes = [
            # Partial on purpose: two states before the date would forbid reading the index in its order.
            models.Index(
                fields=["departement", "echeance_locale", "id"],
                name="orientation_par_urgence",
                condition=models.Q(etat__in=[EtatOrientation.A_DECIDER, EtatOrientation.BASCULEE]),
            ),
            models.Index(fields=["departement", "etat", "echeance_legale"], name="orientation_par_echeance"),
        ]

    def __str__(self):
        return f"Orientation avant le {self.echeance_locale:%d/%m/%Y}"

    def jours_restants(self, *, au: date) -> int:
        """Days until the local deadline; negative when it is over."""
        return (self.echeance_locale - au).days


class NatureAlerte(models.TextChoices):
    BIENTOT = "BIENTOT", "six semaines bientôt écoulées"
    BASCULE = "BASCULE", "six semaines légales écoulées"


class AlerteQuerySet(models.QuerySet):
    def actuelles(self):
        """Those that still hold: only the decision ends an alert, nobody clicks it away."""
        bientot = models.Q(nature=NatureAlerte.BIENTOT, orientation__etat=EtatOrientation.A_DECIDER)
        return self.filter(bientot | models.Q(nature=NatureAlerte.BASCULE, orientation__etat=EtatOrientation.BASCULEE))

    def du_territoire(self, territoire_id):
        communes = Rattachement.objects.filter(territoire_id=territoire_id).values("commune_id")
        return self.filter(
            orientation__parcours__personne__foyer__adresses__au=None,
            orientation__parcours__personne__foyer__adresses__commune_insee__in=communes,
        )

    def pour(self, role: str):
        """What this role is told, the longest overdue first."""
        return (
            self.actuelles()
            .filter(role=role)
            .select_related("orientation__parcours__personne")
            .order_by("orientation__echeance_legale", "id")
        )


class Alerte(DepartementModel):
    """What the daily check tells a role: once per orientation and kind, however often it runs."""

    Nature = NatureAlerte

    orientation = LienInterne(Orientation, related_name="alertes", on_delete=models.CASCADE)
    nature = models.CharField("nature", max_length=10, choices=Nature)
    role = models.CharField("pour", max_length=20, choices=Role)
    creee_le = models.DateTimeField("créée le")

    objects = DepartementManager.from_queryset(AlerteQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "alerte"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("orientation"),
            models.UniqueConstraint(fields=["departement", "orientation", "nature", "role"], name="une_alerte"),
            models.CheckConstraint(condition=one_of("nature", NatureAlerte), name="alerte_nature_connue"),
        ]

    def __str__(self):
        return self.get_nature_display()
