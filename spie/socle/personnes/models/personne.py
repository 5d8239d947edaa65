"""The person, who is followed, alone or in a couple."""

from datetime import date

from django.db import models

from spie.socle.constraints import one_of
from spie.socle.personnes.models.foyer import Foyer, RolePersonne
from spie.socle.personnes.nir import chiffrer, dechiffrer, empreinte, fin, masque
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class PersonneQuerySet(models.QuerySet):
    def adultes(self):
        return self.filter(role__in=[Personne.Role.DEMANDEUR, Personne.Role.CONJOINT])

    def soumises(self):
        """Subject to rights and duties today, as the last flow said, and still here."""
        return self.filter(sdd_depuis__isnull=False, partie_le__isnull=True)


class GroupeNationalite(models.TextChoices):
    """What the paying body tells: a group, never the country."""

    FRANCAISE = "F", "française"
    UNION_EUROPEENNE = "C", "Union européenne, Espace économique européen ou Suisse"
    AUTRE = "A", "autre nationalité"


class CanalPrefere(models.TextChoices):
    SMS = "SMS", "SMS"
    APPEL = "APPEL", "appel téléphonique"
    COURRIEL = "COURRIEL", "courriel"
    COURRIER = "COURRIER", "courrier"


class Personne(DepartementModel):
    """Someone of a household. Each adult of a couple is followed on their own (CASF, L. 262-27)."""

    Role = RolePersonne
    Nationalite = GroupeNationalite
    Canal = CanalPrefere

    class Sexe(models.TextChoices):
        HOMME = "1", "homme"
        FEMME = "2", "femme"

    foyer = LienInterne(Foyer, related_name="personnes")
    # Since when in this household, with this role; None: since before we knew them. Past ones: Appartenance.
    foyer_depuis = models.DateField("dans ce foyer depuis le", null=True, blank=True)
    role = models.CharField("place dans le foyer", max_length=3, choices=Role)
    sexe = models.CharField("sexe", max_length=1, choices=Sexe, blank=True)
    nom = models.CharField("nom", max_length=80)
    nom_naissance = models.CharField("nom de naissance", max_length=80, blank=True)
    prenom = models.CharField("prénom", max_length=80)
    autres_prenoms = models.CharField("autres prénoms", max_length=120, blank=True)
    date_naissance = models.DateField("date de naissance", null=True, blank=True)
    commune_naissance = models.CharField("commune de naissance", max_length=80, blank=True)
    commune_naissance_insee = models.CharField(
        "code INSEE de naissance", max_length=5, blank=True, default="", db_default=""
    )
    pays_naissance = models.CharField("pays de naissance", max_length=60, blank=True, default="", db_default="")
    nationalite = models.CharField(
        "nationalité", max_length=1, choices=GroupeNationalite, blank=True, default="", db_default=""
    )
    nir_chiffre = models.BinaryField(null=True, editable=False)
    nir_empreinte = models.BinaryField(null=True, editable=False)
    nir_fin = models.BinaryField(null=True, editable=False)
    motif_sans_nir = models.CharField(
        "raison de l'absence de NIR", max_length=80, blank=True, default="", db_default=""
    )
    # Codes of the reference table Langue; None: nobody asked yet.
    langues = models.JSONField("langues", default=list, blank=True, db_default=[])
    besoin_interprete = models.BooleanField("besoin d'un interprète", null=True, blank=True)
    langue_interprete = models.CharField("langue de l'interprète", max_length=3, blank=True, default="", db_default="")
    canal_prefere = models.CharField(
        "préfère être joint(e) par", max_length=10, choices=CanalPrefere, blank=True, default="", db_default=""
    )
    # Since when subject to rights and duties; the periods are in SoumissionDroitsDevoirs.
    sdd_depuis = models.DateField("soumise aux droits et devoirs depuis le", null=True, blank=True)
    # Has left the département; the whole story is in Depart.
    partie_le = models.DateField("a quitté le département le", null=True, blank=True)
    # Fields that an agent corrected: PostgreSQL keeps them from the flow and the imports (``tenir_personne``).
    champs_tenus = models.JSONField(default=list, blank=True, editable=False, db_default=[])
    # One version per block of the page, raised by PostgreSQL whoever writes: two editors never erase each other.
    version_identite = models.PositiveIntegerField(default=1, editable=False, db_default=1)
    version_echanges = models.PositiveIntegerField(default=1, editable=False, db_default=1)
    # As compared and searched: « LEFEVRE ZOE », written by ``save_normes``.
    nom_norme = models.CharField(max_length=200, editable=False, db_collation="C")
    prenom_norme = models.CharField(max_length=200, editable=False, db_collation="C")

    objects = DepartementManager.from_queryset(PersonneQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "personne"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("foyer"),
            models.CheckConstraint(condition=one_of("role", RolePersonne), name="personne_role_connu"),
            models.CheckConstraint(
                condition=models.Q(nationalite="") | one_of("nationalite", GroupeNationalite),
                name="personne_nationalite_connue",
            ),
            models.CheckConstraint(
                condition=models.Q(canal_prefere="") | one_of("canal_prefere", CanalPrefere),
                name="personne_canal_connu",
            ),
            models.CheckConstraint(
                condition=models.Q(langue_interprete="") | models.Q(besoin_interprete=True),
                name="personne_interprete_demande",
            ),
            models.UniqueConstraint(
                fields=["departement", "nir_empreinte"],
                name="une_personne_par_nir",
                condition=~models.Q(nir_empreinte=None),
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "nom_norme", "id"], name="personne_par_nom"),
            models.Index(fields=["departement", "prenom_norme"], name="personne_par_prenom"),
            models.Index(fields=["departement", "date_naissance"], name="personne_par_naissance"),
            models.Index(fields=["departement", "nir_fin"], name="personne_par_fin_de_nir"),
        ]

    def __str__(self):
        return f"{self.nom} {self.prenom}"

    def normer(self) -> None:
        """Write the columns that are searched; called by whatever writes a name."""
        self.nom_norme = norme(f"{self.nom} {self.prenom}")
        self.prenom_norme = norme(f"{self.prenom} {self.nom_naissance or self.nom}")

    def poser_nir(self, nir: str) -> None:
        """Keep a NIR (13 or 15 characters): encrypted, and hashed for look-up, whole and by its last digits."""
        code = str(self.departement_id)
        self.nir_chiffre = chiffrer(nir, departement=code, ligne=self.id)
        self.nir_empreinte = empreinte(nir, departement=code)
        self.nir_fin = fin(nir[:13], departement=code)

    @property
    def nir(self) -> str:
        """The NIR in clear. Never to be shown, logged, exported or put in an address."""
        if not self.nir_chiffre:
            return ""
        return dechiffrer(self.nir_chiffre, departement=str(self.departement_id), ligne=self.id)

    @property
    def nir_masque(self) -> str:
        return masque(self.nir) if self.nir_chiffre else ""

    def age(self, *, au: date) -> int | None:
        """Age in years on the day ``au``."""
        if not self.date_naissance:
            return None
        passe = (au.month, au.day) >= (self.date_naissance.month, self.date_naissance.day)
        return au.year - self.date_naissance.year - (not passe)


class SoumissionDroitsDevoirs(DepartementModel):
    """One period during which the person had duties, with the two dates that start the six weeks."""

    personne = LienInterne(Personne, related_name="soumissions", on_delete=models.CASCADE)
    droit_notifie_le = models.DateField("droit notifié le")
    info_recue_le = models.DateField("information reçue par le département le")
    fin_le = models.DateField("fin", null=True, blank=True)
    motif_fin = models.CharField("motif de fin", max_length=80, blank=True)

    class Meta(DepartementModel.Meta):
        verbose_name = "période de droits et devoirs"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.UniqueConstraint(
                fields=["departement", "personne"], name="une_soumission_en_cours", condition=models.Q(fin_le=None)
            ),
        ]

    def __str__(self):
        return f"depuis le {self.info_recue_le:%d/%m/%Y}"
