"""Who works here, where, and as what."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from spie.socle.comptes.roles import PERMISSIONS, Permission, Portee, Role
from spie.socle.constraints import one_of
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import MemeDepartement, code_annonce
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne, Territoire


class AgentManager(BaseUserManager["Agent"]):
    def create_user(self, *, courriel: str, mot_de_passe: str | None = None, **champs):
        """Create an agent; without a password nobody can log in as them."""
        champs = {"gere_par": code_annonce()} | champs
        agent = self.model(courriel=self.normalize_email(courriel).lower(), **champs)
        agent.set_password(mot_de_passe)
        agent.save(using=self._db)
        return agent

    def get_by_natural_key(self, courriel):
        return self.get(courriel=courriel.lower())

    def du_departement(self, code: str):
        """The agents who have, or had, an affectation here: an agent as such belongs to no département."""
        return self.filter(affectations__departement_id=code).distinct()


class Agent(AbstractBaseUser):
    """Someone who works here. The rights are in the Affectation, never on the Agent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    courriel = models.EmailField("courriel", unique=True)
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    de_service = models.BooleanField(
        "compte de service",
        default=False,
        db_default=False,
        help_text="Pour un logiciel : il passe par l'API avec ses clés, sans mot de passe ni page.",
    )
    # A code, not a link: an agent belongs to no département, but one of them answers for the account.
    gere_par = models.CharField("compte géré par", max_length=3, blank=True, editable=False)

    objects = AgentManager()
    USERNAME_FIELD = "courriel"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        verbose_name = "agent"
        constraints = [
            # Django writes « ! » before what no password can match.
            models.CheckConstraint(
                condition=models.Q(de_service=False) | models.Q(password__startswith="!"),
                name="un_compte_de_service_n_a_pas_de_mot_de_passe",
            )
        ]

    def __str__(self):
        return f"{self.prenom} {self.nom}"

    @property
    def is_staff(self):
        """The admin site asks the affectation instead: see ``SiteDepartemental``."""
        return False


class NatureStructure(models.TextChoices):
    DEPARTEMENT = "DEPARTEMENT", "service du département"
    FRANCE_TRAVAIL = "FRANCE_TRAVAIL", "agence France Travail"
    MISSION_LOCALE = "MISSION_LOCALE", "mission locale"
    CAP_EMPLOI = "CAP_EMPLOI", "Cap emploi"
    CCAS = "CCAS", "CCAS ou CIAS"
    PRESTATAIRE = "PRESTATAIRE", "prestataire"
    ASSOCIATION = "ASSOCIATION", "association"


class StructureQuerySet(models.QuerySet):
    def a_appeler(self):
        """The services of the département that answer on the telephone, to be shown to anyone."""
        return self.filter(nature=NatureStructure.DEPARTEMENT).exclude(telephone="").order_by("nom")


class Structure(DepartementModel):
    """Where agents work: a service of the département, an agency, a mission locale, a provider…"""

    Nature = NatureStructure

    nature = models.CharField("nature", max_length=20, choices=Nature)
    nom = models.CharField("nom", max_length=200)
    territoire = LienInterne(Territoire, null=True, blank=True, related_name="structures")
    adresse = models.CharField("adresse", max_length=200, blank=True)
    commune = models.ForeignKey(
        "territoires.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    courriel = models.EmailField("courriel", blank=True)

    objects = DepartementManager.from_queryset(StructureQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "structure"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("territoire"),
            models.UniqueConstraint(fields=["departement", "nom"], name="une_structure_par_nom"),
            models.CheckConstraint(condition=one_of("nature", NatureStructure), name="structure_nature_connue"),
        ]

    def __str__(self):
        return self.nom


class AffectationQuerySet(models.QuerySet):
    def en_cours(self):
        """People at work. A program follows nobody, animates nothing and opens no page: see ``de_service``."""
        return self.filter(active=True, agent__is_active=True, agent__de_service=False).select_related(
            "agent", "structure"
        )

    def de_service(self, *, departement: str):
        """The accounts of programs, of those that this département answers for."""
        d_ici = models.Q(agent__gere_par=departement, agent__de_service=True)
        return self.filter(d_ici, active=True, agent__is_active=True).select_related("agent", "structure")

    def referents(self):
        return self.en_cours().filter(role=Role.REFERENT)


class Affectation(DepartementModel):
    """What an agent is here: a role in a structure, with the share of a full-time job given to it."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="affectations")
    structure = LienInterne(Structure, related_name="affectations")
    role = models.CharField("rôle", max_length=20, choices=Role)
    etp = models.DecimalField("temps dédié (ETP)", max_digits=3, decimal_places=2, default=1)
    active = models.BooleanField("en cours", default=True)

    objects = DepartementManager.from_queryset(AffectationQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "affectation"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("structure"),
            models.UniqueConstraint(fields=["departement", "agent", "structure", "role"], name="une_affectation"),
            models.CheckConstraint(condition=one_of("role", Role), name="affectation_role_connu"),
            models.CheckConstraint(condition=models.Q(etp__gt=0, etp__lte=1), name="affectation_etp"),
        ]

    def __str__(self):
        return f"{self.agent}, {self.get_role_display()}, {self.structure}"

    def permet(self, permission: Permission) -> bool:
        """Say whether this role may do that."""
        return self.active and permission in PERMISSIONS[self.role]


class Jeton(DepartementModel):
    """The key of a program: it may what its account of service may here, in these scopes, until a day.

    Only its hash is kept: a lost key is replaced, never found again.
    """

    affectation = LienInterne(Affectation, related_name="jetons", verbose_name="compte de service")
    libelle = models.CharField("pour quel logiciel", max_length=80)
    lire_personnes = models.BooleanField(Portee.LIRE_PERSONNES.label, default=False)
    rapprocher = models.BooleanField(Portee.RAPPROCHER.label, default=False)
    lire_changements = models.BooleanField(Portee.LIRE_CHANGEMENTS.label, default=False)
    prefixe = models.CharField("début de la clé", max_length=12, editable=False)
    empreinte = models.CharField(max_length=64, editable=False)
    expire_le = models.DateField("valable jusqu'au")
    cree_le = models.DateTimeField("créé le", editable=False)
    cree_par = models.ForeignKey(Agent, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True, editable=False)
    retire_par = models.ForeignKey(
        Agent, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    servi_le = models.DateTimeField("dernier usage", null=True, blank=True, editable=False)

    objects = DepartementManager()

    class Meta(DepartementModel.Meta):
        verbose_name = "clé d'accès"
        verbose_name_plural = "clés d'accès"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("affectation"),
            models.UniqueConstraint(fields=["departement", "empreinte"], name="un_jeton_par_empreinte"),
            models.CheckConstraint(
                condition=models.Q(lire_personnes=True) | models.Q(rapprocher=True) | models.Q(lire_changements=True),
                name="jeton_pour_quelque_chose",
            ),
        ]

    def __str__(self):
        return f"{self.libelle} ({self.prefixe}…)"

    def porte(self, portee: Portee) -> bool:
        """Say whether this key was given for that."""
        return getattr(self, portee.value)
