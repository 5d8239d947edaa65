"""How to reach a person. Nothing is erased: what no longer holds has an end date."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import all_or_none, one_of
from spie.socle.personnes.models.foyer import Foyer
from spie.socle.personnes.models.opposition import CanalMessage, Opposition
from spie.socle.personnes.models.personne import Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


class DateeQuerySet(models.QuerySet):
    def en_cours(self):
        return self.filter(au__isnull=True)


class SourceInformation(models.TextChoices):
    """Where it comes from. Not a wall: a source of tomorrow is kept as it says its name."""

    FLUX = "flux", "flux de la CAF ou de la MSA"
    CAF = "CAF", "CAF ou MSA"
    CNAF = "cnaf", "fichier de contacts de la CNAF"
    IMPORT = "import", "liste importée"
    AGENT = "agent", "saisie d'un agent"
    MUTATION = "mutation", "autre département"


def source_en_clair(source: str) -> str:
    return dict(SourceInformation.choices).get(source, source)


class NatureAdresse(models.TextChoices):
    DOMICILE = "DOMICILE", "logement de la personne"
    HEBERGEMENT = "HEBERGEMENT", "hébergement chez quelqu'un"
    DOMICILIATION = "DOMICILIATION", "domiciliation par un organisme"


class Adresse(DepartementModel):
    """Where the household lives, or the organisation that receives its mail; one in force at a time."""

    Nature = NatureAdresse
    Source = SourceInformation

    foyer = LienInterne(Foyer, related_name="adresses", on_delete=models.CASCADE)
    nature = models.CharField("nature", max_length=13, choices=NatureAdresse, default="DOMICILE", db_default="DOMICILE")
    # The CCAS or the association that gave the certificate, and until when it holds (CASF, L. 264-1).
    organisme = models.CharField("organisme de domiciliation", max_length=120, blank=True, default="", db_default="")
    attestation_au = models.DateField("attestation valable jusqu'au", null=True, blank=True)
    complement = models.CharField("complément", max_length=80, blank=True)
    voie = models.CharField("numéro et voie", max_length=80, blank=True)
    lieu_dit = models.CharField("lieu-dit", max_length=40, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    ville = models.CharField("ville", max_length=40, blank=True)
    commune_insee = models.CharField("code INSEE", max_length=5, blank=True)
    source = models.CharField("source", max_length=20)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu'au", null=True, blank=True)

    objects = DepartementManager.from_queryset(DateeQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "adresse"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("foyer"),
            models.CheckConstraint(condition=one_of("nature", NatureAdresse), name="adresse_nature_connue"),
            models.CheckConstraint(
                condition=models.Q(nature="DOMICILIATION") & ~models.Q(organisme="")
                | ~models.Q(nature="DOMICILIATION") & models.Q(organisme="", attestation_au=None),
                name="adresse_domiciliee_par_un_organisme",
            ),
            models.UniqueConstraint(
                fields=["departement", "foyer"], name="une_adresse_en_cours", condition=models.Q(au=None)
            ),
        ]
        indexes = [models.Index(fields=["departement", "commune_insee"], name="adresse_par_commune")]

    def __str__(self):
        return f"{self.voie}, {self.code_postal} {self.ville}"

    @property
    def source_en_clair(self) -> str:
        return source_en_clair(self.source)

    def lignes(self) -> list[str]:
        """The lines of an envelope, without the name."""
        return [
            ligne for ligne in (self.complement, self.voie, self.lieu_dit, f"{self.code_postal} {self.ville}") if ligne
        ]


class NatureContact(models.TextChoices):
    TELEPHONE = "TELEPHONE", "téléphone"
    COURRIEL = "COURRIEL", "courriel"


class TitulaireContact(models.TextChoices):
    """Whose telephone or mailbox it is: one does not speak of a pathway to anyone who answers."""

    PERSONNE = "PERSONNE", "la personne"
    CONJOINT = "CONJOINT", "son conjoint ou sa conjointe"
    PROCHE = "PROCHE", "un proche"
    STRUCTURE = "STRUCTURE", "une structure"


class ContactQuerySet(DateeQuerySet):
    def par_preference(self):
        """The one to try first: verified lately, then the newest."""
        return self.order_by(models.F("verifie_le").desc(nulls_last=True), "-du", "-id")

    def pour_sms(self):
        """Mobiles of the people themselves and of nobody else, of those who accept SMS, best first."""
        return self.filter(est_mobile=True)._a_elle_seule(CanalMessage.SMS)

    def pour_courriel(self):
        """Mailboxes of the people themselves and of nobody else, of those who accept mails, best first."""
        return self.filter(nature=NatureContact.COURRIEL)._a_elle_seule(CanalMessage.COURRIEL)

    def _a_elle_seule(self, canal: str):
        """What others read too would tell them of a pathway: said by an agent, or the same value for someone else."""
        refusants = Opposition.objects.contre(canal).values("personne_id")
        ailleurs = Contact.objects.en_cours().filter(valeur=models.OuterRef("valeur"))
        autres = ailleurs.exclude(personne=models.OuterRef("personne"))
        a_elle = self.en_cours().filter(titulaire=TitulaireContact.PERSONNE, est_partage=False)
        return a_elle.exclude(personne__in=refusants).exclude(models.Exists(autres)).par_preference()


class Contact(DepartementModel):
    """A telephone or a mail by which a person can be reached."""

    Nature = NatureContact
    Titulaire = TitulaireContact
    Source = SourceInformation

    personne = LienInterne(Personne, related_name="contacts", on_delete=models.CASCADE)
    nature = models.CharField("nature", max_length=10, choices=Nature)
    valeur = models.CharField("valeur", max_length=120)  # telephones in E.164: +33639980001
    est_mobile = models.BooleanField("reçoit des SMS", default=False)
    titulaire = models.CharField(
        "appartient à", max_length=9, choices=TitulaireContact, default="PERSONNE", db_default="PERSONNE"
    )
    precision = models.CharField("précision", max_length=80, blank=True, default="", db_default="")
    est_partage = models.BooleanField("partagé avec d'autres", default=False, db_default=False)
    source = models.CharField("source", max_length=20)
    du = models.DateField("depuis le")
    au = models.DateField("jusqu'au", null=True, blank=True)
    motif_fin = models.CharField("raison de la fin", max_length=80, blank=True, default="", db_default="")
    verifie_le = models.DateTimeField("vérifié le", null=True, blank=True)
    verifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False, db_default=1)

    objects = DepartementManager.from_queryset(ContactQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "coordonnée"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("nature", NatureContact), name="contact_nature_connue"),
            models.CheckConstraint(condition=one_of("titulaire", TitulaireContact), name="contact_titulaire_connu"),
            models.CheckConstraint(
                condition=all_or_none("verifie_le", "verifie_par"), name="contact_verifie_par_quelquun"
            ),
            models.UniqueConstraint(
                fields=["departement", "personne", "nature", "valeur"],
                name="un_contact_en_cours",
                condition=models.Q(au=None),
            ),
        ]
        indexes = [models.Index(fields=["departement", "valeur"], name="contact_par_valeur")]

    def __str__(self):
        return self.valeur

    @property
    def source_en_clair(self) -> str:
        return source_en_clair(self.source)
