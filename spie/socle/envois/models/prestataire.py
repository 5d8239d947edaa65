"""Who carries the SMS of this département, with its keys, and what it says of each message."""

import json

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from spie.socle.constraints import one_of
from spie.socle.envois.models.envoi import Envoi
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne

USAGE = "prestataire"
EXPEDITEUR = RegexValidator(r"^[A-Za-z0-9]{3,11}$", "De 3 à 11 lettres ou chiffres, sans accent ni espace.")


class GenrePrestataire(models.TextChoices):
    OVH = "OVH", "OVHcloud"
    BREVO = "BREVO", "Brevo"


class PrestataireQuerySet(models.QuerySet):
    def en_service(self):
        return self.filter(en_service=True)


class Prestataire(DepartementModel):
    """One contract. The keys and the secret of the callback address are sealed in the row, never shown again."""

    Genre = GenrePrestataire

    genre = models.CharField("prestataire", max_length=5, choices=GenrePrestataire)
    expediteur = models.CharField("expéditeur", max_length=11, validators=[EXPEDITEUR])
    adresse = models.URLField("adresse de l'API", max_length=120)
    en_service = models.BooleanField("en service", default=True)
    secrets_scelles = models.BinaryField(editable=False)

    objects = DepartementManager.from_queryset(PrestataireQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "prestataire de SMS"
        verbose_name_plural = "prestataires de SMS"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.CheckConstraint(condition=one_of("genre", GenrePrestataire), name="prestataire_genre_connu"),
            models.UniqueConstraint(
                fields=["departement"], name="un_prestataire_en_service", condition=Q(en_service=True)
            ),
        ]

    def __str__(self):
        return f"{self.get_genre_display()} ({self.expediteur})"

    def sceller(self, secrets: dict[str, str]) -> None:
        """``jeton``: the secret of the callback address; the others are the keys of the contract."""
        clair = json.dumps(secrets).encode()
        self.secrets_scelles = sceller(clair, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def secrets(self) -> dict[str, str]:
        clair = ouvrir(self.secrets_scelles, usage=USAGE, departement=str(self.departement_id), ligne=self.id)
        return json.loads(clair)


class IssueAccuse(models.TextChoices):
    ATTENTE = "ATTENTE", "en chemin"
    LIVRE = "LIVRE", "livré"
    ECHEC = "ECHEC", "non remis"


class AccuseReception(DepartementModel):
    """What a provider said of a message: kept as it came, once, even when it comes before we know its reference."""

    Issue = IssueAccuse

    prestataire = LienInterne(Prestataire, related_name="accuses")
    # The provider's own (OVH), or our key in the address of the message (Brevo).
    reference = models.CharField("référence", max_length=120)
    statut = models.CharField("réponse du prestataire", max_length=40)
    issue = models.CharField("issue", max_length=7, choices=IssueAccuse)
    horodatage = models.DateTimeField("dit le")
    recu_le = models.DateTimeField("reçu le")
    numero_mort = models.BooleanField("numéro sans SMS", default=False)
    envoi = LienInterne(Envoi, null=True, related_name="accuses", on_delete=models.CASCADE)

    class Meta(DepartementModel.Meta):
        verbose_name = "accusé de réception"
        verbose_name_plural = "accusés de réception"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("prestataire"),
            MemeDepartement("envoi"),
            models.CheckConstraint(condition=one_of("issue", IssueAccuse), name="accuse_issue_connue"),
            models.UniqueConstraint(
                fields=["departement", "prestataire", "reference", "statut", "horodatage"], name="un_accuse_une_fois"
            ),
        ]

    def __str__(self):
        return f"{self.get_issue_display()} ({self.statut})"
