"""The collective information session (IOC), and the convocation of each person to it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Coalesce, Right

from parcours.models.parcours import Parcours
from parcours.states import ABSENTES, OCCUPANTES, EtatConvocation, EtatSession
from spie.socle.comptes.models import Affectation
from spie.socle.constraints import all_or_none, one_of
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne, Territoire

LONGUEUR_DU_CODE = 10


def _compte(convocations):
    """How many of these each session has; counted for the rows shown, not for the whole table."""
    nombre = (
        convocations.filter(session=models.OuterRef("pk")).order_by().values("session").annotate(n=models.Count("pk"))
    )
    return Coalesce(models.Subquery(nombre.values("n")), 0)


class SessionIOCQuerySet(models.QuerySet):
    def a_venir(self, *, a):
        return self.filter(etat=EtatSession.PREVUE, debut_le__gte=a)

    def passees(self, *, a):
        """Begun, or cancelled."""
        return self.exclude(etat=EtatSession.PREVUE, debut_le__gte=a)

    def a_emarger(self, *, a):
        """Begun, with at least one person whose coming is not recorded."""
        attente = Convocation.objects.filter(session=models.OuterRef("pk"), etat=EtatConvocation.CONVOQUEE)
        return self.filter(models.Exists(attente), etat=EtatSession.PREVUE, debut_le__lte=a)

    def a_traiter(self, *, a):
        """What there is to do: the sheets to fill, then the sessions to come."""
        attente = Convocation.objects.filter(session=models.OuterRef("pk"), etat=EtatConvocation.CONVOQUEE)
        return self.filter(models.Q(debut_le__gte=a) | models.Exists(attente), etat=EtatSession.PREVUE)

    def avec_places(self):
        """Annotate ``prises`` (seats held) and ``attendues`` (people whose coming is not recorded)."""
        return self.annotate(
            prises=_compte(Convocation.objects.occupantes()),
            attendues=_compte(Convocation.objects.filter(etat=EtatConvocation.CONVOQUEE)),
        )

    def autour_de(self, affectation):
        """Those that this agent runs, and those of the territory where they work."""
        animees = Animation.objects.filter(session=models.OuterRef("pk"), affectation=affectation)
        sur_place = models.Q(territoire=affectation.structure.territoire_id)
        return self.filter(models.Exists(animees) | sur_place)

    def entre(self, debut, fin):
        """Planned between two moments, the soonest first."""
        return self.filter(etat=EtatSession.PREVUE, debut_le__range=(debut, fin)).order_by("debut_le", "id")

    def situees(self, *, a):
        """Annotate ``a_venir``: not begun at that moment."""
        return self.annotate(
            a_venir=models.ExpressionWrapper(models.Q(debut_le__gt=a), output_field=models.BooleanField())
        )

    def pour_la_page(self):
        return self.avec_places().select_related("territoire", "commune")

    def avec_des_places(self, *, a):
        """To come and not full, the soonest first: where a person can still be convened."""
        return self.a_venir(a=a).pour_la_page().filter(prises__lt=models.F("capacite")).order_by("debut_le", "id")

    def modele_pour(self, territoire_id):
        """The last session prepared on this territory: the next one will look like it."""
        return self.filter(territoire_id=territoire_id).order_by("-debut_le").first()


class SessionIOC(DepartementModel):
    """A date, a place, seats."""

    territoire = LienInterne(Territoire, related_name="sessions", verbose_name="pôle")
    lieu = models.CharField("lieu", max_length=120)
    adresse = models.CharField("adresse", max_length=160)
    commune = models.ForeignKey("territoires.Commune", on_delete=models.PROTECT, related_name="+")
    salle = models.CharField("salle", max_length=80, blank=True)
    acces = models.CharField("pour venir", max_length=200, blank=True)
    debut_le = models.DateTimeField("début")
    duree = models.PositiveSmallIntegerField("durée, en minutes", default=120)
    capacite = models.PositiveSmallIntegerField("places", default=12)
    pieces = models.CharField("documents à apporter", max_length=300)
    visio = models.URLField("lien vidéo", blank=True)
    telephone = models.CharField("téléphone en cas d'empêchement", max_length=20)
    etat = models.CharField("état", max_length=10, choices=EtatSession, default=EtatSession.PREVUE)
    version = models.PositiveSmallIntegerField(default=1, editable=False)  # grows when the session moves
    deplacee_le = models.DateTimeField("déplacée le", null=True, blank=True, editable=False)
    motif_annulation = models.CharField("motif d'annulation", max_length=200, blank=True)
    # What the letters print and the telephone opens: the random end of the identifier, short enough to be typed.
    code = models.GeneratedField(
        expression=Right(Cast("id", models.TextField()), LONGUEUR_DU_CODE),
        output_field=models.CharField("code des lettres", max_length=LONGUEUR_DU_CODE),
        db_persist=True,
    )

    # Annotated by ``avec_places``.
    prises: int

    objects = DepartementManager.from_queryset(SessionIOCQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "réunion d'information (IOC)"
        verbose_name_plural = "réunions d'information (IOC)"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("territoire"),
            models.CheckConstraint(condition=one_of("etat", EtatSession), name="session_etat_connu"),
            models.UniqueConstraint(fields=["departement", "code"], name="une_session_par_code"),
            models.CheckConstraint(condition=models.Q(capacite__gte=1), name="session_au_moins_une_place"),
        ]
        indexes = [models.Index(fields=["departement", "debut_le", "id"], name="session_par_date")]

    def __str__(self):
        return f"IOC {self.lieu} {self.debut_le:%d/%m/%Y}"

    @property
    def fin_le(self):
        return self.debut_le + timedelta(minutes=self.duree)

    def commencee(self, *, au) -> bool:
        return self.debut_le <= au

    def finie(self, *, au) -> bool:
        return self.fin_le <= au

    @property
    def documents(self) -> list[str]:
        return [piece.strip() for piece in self.pieces.split(";") if piece.strip()]


class Animation(DepartementModel):
    """Who runs a session."""

    session = LienInterne(SessionIOC, related_name="animations", on_delete=models.CASCADE)
    affectation = LienInterne(Affectation, related_name="animations")

    class Meta(DepartementModel.Meta):
        verbose_name = "animation"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("session"),
            MemeDepartement("affectation"),
            models.UniqueConstraint(fields=["departement", "session", "affectation"], name="une_animation"),
        ]

    def __str__(self):
        return str(self.affectation)


class ConvocationQuerySet(models.QuerySet):
    def occupantes(self):
        """Those who hold a seat: neither cancelled by the service, nor postponed, nor exempted."""
        return self.filter(etat__in=OCCUPANTES)

    def vivantes(self):
        """Those that forbid another convocation: to come, or the person came."""
        return self.filter(etat__in=[EtatConvocation.CONVOQUEE, EtatConvocation.PRESENTE])

    def avec_la_personne(self):
        return self.select_related("session", "parcours__personne").order_by("parcours__personne__nom_norme", "id")

    def pour_la_feuille(self, session_id):
        """The attendance sheet, in alphabetical order, in one query."""
        return self.occupantes().filter(session_id=session_id).select_related("constatee_par").avec_la_personne()

    def absentes_sans_suite(self):
        """Absent and not convened again since."""
        suivante = Convocation.objects.occupantes().filter(
            parcours=models.OuterRef("parcours"), rang__gt=models.OuterRef("rang")
        )
        return self.filter(
            ~models.Exists(suivante), etat__in=ABSENTES, parcours__clos_le=None, parcours__confie_le=None
        )

    def a_qualifier(self):
        """Absences about which nobody has said anything yet, the oldest first."""
        return (
            self.filter(etat=EtatConvocation.ABSENTE_A_QUALIFIER)
            .select_related("session__commune", "parcours__personne", "constatee_par")
            .order_by("session__debut_le", "parcours__personne__nom_norme", "id")
        )

    def a_rappeler(self, *, apres, avant):
        """Convened to a session that starts between these two moments."""
        return self.filter(
            etat=EtatConvocation.CONVOQUEE,
            session__etat=EtatSession.PREVUE,
            session__debut_le__gt=apres,
            session__debut_le__lt=avant,
        ).select_related("session__commune", "parcours__personne")


class Convocation(DepartementModel):
    """One per person and session; the rank tells a first convocation from a second."""

    session = LienInterne(SessionIOC, related_name="convocations")
    parcours = LienInterne(Parcours, related_name="convocations")
    rang = models.PositiveSmallIntegerField("convocation n°", default=1)
    etat = models.CharField("état", max_length=20, choices=EtatConvocation, default=EtatConvocation.CONVOQUEE)
    convoquee_le = models.DateTimeField("convoquée le")
    convoquee_par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    constatee_le = models.DateTimeField("constatée le", null=True, blank=True)
    constatee_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    identite_vue = models.BooleanField("identité vue", default=False)
    domicile_vu = models.BooleanField("domicile vu", default=False)
    # The document itself is not kept: that it was seen, by whom and when, is enough.
    motif_absence = models.CharField("motif de l'absence", max_length=200, blank=True)
    qualifiee_le = models.DateTimeField("qualifiée le", null=True, blank=True)
    qualifiee_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DepartementManager.from_queryset(ConvocationQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "convocation"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("session"),
            MemeDepartement("parcours"),
            models.UniqueConstraint(fields=["departement", "session", "parcours"], name="une_convocation_par_session"),
            # A date that the service cancelled does not count: the next one keeps the same rank.
            models.UniqueConstraint(
                fields=["departement", "parcours", "rang"],
                name="une_convocation_par_rang",
                condition=models.Q(etat__in=sorted(OCCUPANTES)),
            ),
            models.CheckConstraint(condition=one_of("etat", EtatConvocation), name="convocation_etat_connu"),
            # No attendance without someone to answer for it: it can lead to a sanction.
            models.CheckConstraint(
                condition=all_or_none("constatee_le", "constatee_par"), name="presence_constatee_par_quelquun"
            ),
            models.CheckConstraint(
                condition=all_or_none("qualifiee_le", "qualifiee_par"), name="absence_qualifiee_par_quelquun"
            ),
        ]

    def __str__(self):
        return f"{self.parcours.personne} : {self.get_etat_display()}"

    @property
    def dossier_incomplet(self) -> bool:
        return self.etat == EtatConvocation.PRESENTE and not (self.identite_vue and self.domicile_vu)
