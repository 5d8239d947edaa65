"""The outbox: one row per message, written in the transaction that decided it."""

import json
from datetime import datetime

from django.db import models
from django.db.models import Q

from spie.socle.constraints import one_of
from spie.socle.courriers.modeles.libelles import libelle
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne

USAGE = "envoi"


class Canal(models.TextChoices):
    SMS = "SMS", "SMS"
    COURRIEL = "COURRIEL", "courriel"
    COURRIER = "COURRIER", "courrier"


class EtatEnvoi(models.TextChoices):
    A_ENVOYER = "A_ENVOYER", "à envoyer"
    EN_COURS = "EN_COURS", "en cours d'envoi"
    # The call had no answer: the provider is asked about our reference before anything is sent again.
    INCERTAIN = "INCERTAIN", "incertain, vérification en cours"
    REMIS = "REMIS", "remis au prestataire"
    LIVRE = "LIVRE", "livré"
    ECHEC = "ECHEC", "échec"
    EXPIRE = "EXPIRE", "expiré avant l'envoi"
    ANNULE = "ANNULE", "annulé"


VIVANTS = (EtatEnvoi.A_ENVOYER, EtatEnvoi.EN_COURS, EtatEnvoi.INCERTAIN)


class EnvoiQuerySet(models.QuerySet):
    def vivants(self):
        """What may still leave."""
        return self.filter(etat__in=VIVANTS)

    def en_echec(self):
        """Dead letters: someone has to look."""
        return self.filter(etat=EtatEnvoi.ECHEC)

    def a_imprimer(self):
        """Letters painted and never put in a printed batch, oldest first."""
        return (
            self.filter(canal=Canal.COURRIER, lot_impression=None, pieces__isnull=False)
            .exclude(etat__in=[EtatEnvoi.ANNULE, EtatEnvoi.EXPIRE])
            .select_related("personne")
            .order_by("depose_le", "id")
        )

    def factures(self):
        """The SMS that the provider bills, or will."""
        return self.filter(canal=Canal.SMS).exclude(etat__in=[EtatEnvoi.ANNULE, EtatEnvoi.EXPIRE])

    def semblables(self, envoi: "Envoi"):
        """What says the same kind of thing about the same thing to the same person, and left or will leave."""
        sans_effet = (EtatEnvoi.ANNULE, EtatEnvoi.EXPIRE, EtatEnvoi.ECHEC)
        return self.filter(
            personne=envoi.personne_id,
            canal=envoi.canal,
            gabarit=envoi.gabarit,
            objet_id=envoi.objet_id,
            objet_version=envoi.objet_version,
        ).exclude(etat__in=sans_effet)

    def de_la_personne(self, personne_id):
        return self.filter(personne_id=personne_id).order_by("-depose_le", "-id")


class Envoi(DepartementModel):
    """What leaves is frozen here, encrypted: a later correction of a template changes no message already decided."""

    Canal, Etat = Canal, EtatEnvoi

    canal = models.CharField("canal", max_length=10, choices=Canal)
    cle = models.CharField("clé", max_length=120)
    personne = LienInterne("personnes.Personne", null=True, related_name="envois")
    objet_id = models.UUIDField()
    objet_version = models.PositiveSmallIntegerField(default=1)
    gabarit = models.CharField("modèle", max_length=60)
    destinataire_scelle = models.BinaryField()
    contenu_scelle = models.BinaryField()
    etat = models.CharField("état", max_length=10, choices=EtatEnvoi, default=EtatEnvoi.A_ENVOYER)
    depose_le = models.DateTimeField("déposé le")
    # Quiet hours: it waits until then, and the pages say so. ``urgent``: it has hours of its own.
    pas_avant = models.DateTimeField("partira le", null=True)
    segments = models.PositiveSmallIntegerField("SMS comptés", default=0, db_default=0)
    urgent = models.BooleanField("urgent", default=False, db_default=False)
    # When to try next, and when the lease of whoever is trying ends: one column, one index.
    prochain_essai = models.DateTimeField("prochain essai")
    expire_le = models.DateTimeField("ne plus envoyer après", null=True)
    tentative = models.PositiveSmallIntegerField("tentatives", default=0)
    bail_jeton = models.UUIDField(null=True)
    ref_fournisseur = models.CharField("référence du prestataire", max_length=80, blank=True)
    remis_le = models.DateTimeField("remis le", null=True)
    livre_le = models.DateTimeField("livré le", null=True)
    # When the latest receipt was said: an older one, come later, changes nothing.
    accuse_le = models.DateTimeField(null=True)
    erreur = models.CharField("dernière réponse", max_length=300, blank=True)
    lot_impression = models.UUIDField("lot d'impression", null=True)

    objects = DepartementManager.from_queryset(EnvoiQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "envoi"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            models.UniqueConstraint(fields=["departement", "cle"], name="un_envoi_par_cle"),
            models.CheckConstraint(condition=one_of("canal", Canal), name="envoi_canal_connu"),
            models.CheckConstraint(condition=one_of("etat", EtatEnvoi), name="envoi_etat_connu"),
            models.CheckConstraint(
                condition=Q(etat=EtatEnvoi.EN_COURS, bail_jeton__isnull=False)
                | Q(~Q(etat=EtatEnvoi.EN_COURS), bail_jeton__isnull=True),
                name="envoi_en_cours_sous_bail",
            ),
        ]
        indexes = [
            models.Index(
                fields=["departement", "canal", "prochain_essai"], name="envoi_pret", condition=Q(etat__in=VIVANTS)
            ),
            models.Index(
                fields=["departement", "depose_le", "id"], name="envoi_en_echec", condition=Q(etat=EtatEnvoi.ECHEC)
            ),
            models.Index(fields=["departement", "objet_id"], name="envoi_par_objet"),
            models.Index(fields=["departement", "personne", "-depose_le"], name="envoi_par_personne"),
            models.Index(fields=["departement", "depose_le", "id"], name="envoi_par_date"),
            models.Index(
                fields=["departement", "ref_fournisseur"], name="envoi_par_reference", condition=~Q(ref_fournisseur="")
            ),
        ]

    def __str__(self):
        return f"{self.get_canal_display()} {self.gabarit}"

    def sceller(self, *, destinataire: str, contenu: dict) -> None:
        """Freeze who and what."""
        self.destinataire_scelle = self._sceller(destinataire)
        self.contenu_scelle = self._sceller(json.dumps(contenu))

    def _sceller(self, clair: str) -> bytes:
        return sceller(clair.encode(), usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def destinataire(self) -> str:
        return self._ouvrir(self.destinataire_scelle).decode()

    @property
    def contenu(self) -> dict:
        """``{"texte": …}``, ``{"sujet": …, "texte": …}`` or ``{"html": …, "reference": …}`` for a letter."""
        return json.loads(self._ouvrir(self.contenu_scelle))

    def _ouvrir(self, scelle: bytes | memoryview) -> bytes:
        return ouvrir(scelle, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def libelle(self) -> str:
        """What the message is, as people say it."""
        return libelle(self.gabarit)

    @property
    def retenu_jusqu_au(self) -> datetime | None:
        """The opening it waits for, as long as it waits and will still be worth something then."""
        trop_tard = self.pas_avant and self.expire_le and self.expire_le <= self.pas_avant
        return self.pas_avant if self.etat == EtatEnvoi.A_ENVOYER and not trop_tard else None

    @property
    def peut_repartir(self) -> bool:
        return self.etat in (EtatEnvoi.ECHEC, EtatEnvoi.EXPIRE)


class EnvoiTentative(DepartementModel):
    """One call to a provider, committed before the call: a crash leaves it without an end."""

    envoi = LienInterne(Envoi, related_name="tentatives", on_delete=models.CASCADE)
    rang = models.PositiveSmallIntegerField("essai n°")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("fin", null=True)
    issue = models.CharField("issue", max_length=300, blank=True)

    class Meta(DepartementModel.Meta):
        verbose_name = "tentative d'envoi"
        verbose_name_plural = "tentatives d'envoi"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("envoi"),
            models.UniqueConstraint(fields=["departement", "envoi", "rang"], name="une_tentative_par_rang"),
        ]

    def __str__(self):
        return f"essai {self.rang}"


class PieceEnvoi(DepartementModel):
    """The PDF of a letter, painted once and kept as it left."""

    envoi = LienInterne(Envoi, related_name="pieces", on_delete=models.CASCADE)
    pdf_scelle = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    peinte_le = models.DateTimeField("peinte le")

    class Meta(DepartementModel.Meta):
        verbose_name = "courrier peint"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("envoi"),
            models.UniqueConstraint(fields=["departement", "envoi"], name="une_piece_par_envoi"),
        ]

    def __str__(self):
        return self.sha256[:12]

    def sceller(self, pdf: bytes) -> None:
        self.pdf_scelle = sceller(pdf, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def pdf(self) -> bytes:
        return ouvrir(self.pdf_scelle, usage=USAGE, departement=str(self.departement_id), ligne=self.id)
