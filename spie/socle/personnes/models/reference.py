"""The codes of the paying bodies and the languages: the same for everyone, loaded from files, never edited."""

from django.db import models

from spie.socle.constraints import one_of


class FamilleCode(models.TextChoices):
    """Which list of the norm a code belongs to: the same letters mean two things in two lists."""

    ETAT = "ETAT", "état du dossier"
    REFUS = "REFUS", "motif de refus"
    SUSPENSION_DROIT = "SUSDRO", "motif de suspension du droit"
    SUSPENSION_VERSEMENT = "SUSVERS", "motif de suspension du versement"
    CLOTURE = "CLOTURE", "motif de clôture"


class AuteurDecision(models.TextChoices):
    """Who decided: what the paying body suspends by itself is never a sanction of the département."""

    ORGANISME = "ORGANISME", "la CAF ou la MSA"
    DEPARTEMENT = "DEPARTEMENT", "le département"


class CodeRSA(models.Model):
    """One code of the flow: what it means, who decided, where we read it."""

    Famille = FamilleCode
    Auteur = AuteurDecision

    famille = models.CharField("liste", max_length=7, choices=FamilleCode)
    code = models.CharField("code", max_length=4)
    libelle = models.CharField("libellé", max_length=120)
    # What follows « car » in a sentence said to an agent; empty for the states.
    raison = models.CharField("raison", max_length=160, blank=True)
    auteur = models.CharField("décidé par", max_length=11, choices=AuteurDecision)
    source = models.CharField("source", max_length=200)

    class Meta:
        verbose_name = "code du flux"
        verbose_name_plural = "codes du flux"
        constraints = [
            models.UniqueConstraint(fields=["famille", "code"], name="un_code_par_famille"),
            models.CheckConstraint(condition=one_of("famille", FamilleCode), name="code_famille_connue"),
            models.CheckConstraint(condition=one_of("auteur", AuteurDecision), name="code_auteur_connu"),
        ]

    def __str__(self):
        return f"{self.code} {self.libelle}"


class Langue(models.Model):
    """A language that a person may speak (ISO 639-3, French Sign Language included)."""

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=40)

    class Meta:
        verbose_name = "langue"

    def __str__(self):
        return self.nom
