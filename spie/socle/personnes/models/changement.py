"""What rows became, whoever wrote them, and who opened which page. Explains; never read to decide."""

from uuid import UUID

from django.conf import settings
from django.db import models

from spie.socle.comptes.roles import Role
from spie.socle.historique.ordre import ChampTransaction, dans_l_ordre
from spie.socle.personnes.models.foyer import Foyer
from spie.socle.personnes.models.personne import Personne
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne


def apres_celui(lignes: models.QuerySet, moment, identifiant: str) -> models.QuerySet:
    """What follows one line of a list, newest first: many have the same moment."""
    try:
        dernier = UUID(identifiant)
    except ValueError:
        return lignes
    return lignes.filter(models.Q(le__lt=moment) | models.Q(le=moment, id__lt=dernier)) if moment else lignes


class ChangementQuerySet(models.QuerySet):
    def de_la_personne(self, personne: Personne):
        """What changed on the person or on their household, newest first."""
        concernee = models.Q(personne=personne) | models.Q(foyer=personne.foyer_id)
        return self.filter(concernee).select_related("acteur").order_by("-le", "-id")

    def avant(self, moment, identifiant: str):
        """Those after this one in the list, when both make sense: many have the same moment."""
        return apres_celui(self, moment, identifiant)

    def depuis(self, moment):
        return self.filter(le__gt=moment)

    def dans_l_ordre(self, **bornes):
        return dans_l_ordre(self, **bornes)


class Changement(DepartementModel):
    """One field, before and after. PostgreSQL writes it (``noter_changement``): the application only reads.

    The NIR appears by its name alone, never by its value.
    """

    personne = LienInterne(
        Personne, null=True, blank=True, related_name="changements", on_delete=models.CASCADE, editable=False
    )
    foyer = LienInterne(
        Foyer, null=True, blank=True, related_name="changements", on_delete=models.CASCADE, editable=False
    )
    objet = models.CharField("objet", max_length=20)
    champ = models.CharField("champ", max_length=40)
    avant = models.TextField("avant", blank=True)
    apres = models.TextField("après", blank=True)
    le = models.DateTimeField("le")
    origine = models.CharField("origine", max_length=12)  # AGENT, CAF, IMPORT… as ``signer`` announced it
    acteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    transaction = ChampTransaction()

    objects = DepartementManager.from_queryset(ChangementQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "changement"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("personne"),
            MemeDepartement("foyer"),
            models.CheckConstraint(
                condition=models.Q(personne=None, foyer__isnull=False) | models.Q(personne__isnull=False, foyer=None),
                name="changement_d_une_personne_ou_d_un_foyer",
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "personne", "-le"], name="changement_par_personne"),
            models.Index(fields=["departement", "foyer", "-le"], name="changement_par_foyer"),
            models.Index(fields=["departement", "transaction", "id"], name="changement_dans_l_ordre"),
        ]

    def __str__(self):
        return f"{self.objet}.{self.champ}"


class PageLue(models.TextChoices):
    """What was opened of a file."""

    FICHE = "FICHE", "la fiche"
    MODIFICATIONS = "MODIFICATIONS", "toutes les modifications"
    COMPARAISON = "COMPARAISON", "la comparaison de deux fiches"
    SEPARATION = "SEPARATION", "la réunion de deux fiches"
    LECTURES = "LECTURES", "ce journal des lectures"
    PROGRAMME = "PROGRAMME", "la lecture par un logiciel"
    RAPPROCHEMENT = "RAPPROCHEMENT", "« qui est qui », demandé par un logiciel"


class ConsultationQuerySet(models.QuerySet):
    def de(self, agent_id, personne):
        """The visits of this agent: the pages that say what is new, newest first."""
        nouvelles = [PageLue.FICHE, PageLue.MODIFICATIONS]
        return self.filter(agent=agent_id, personne=personne, page__in=nouvelles).order_by("-le")

    def de_la_personne(self, personne: Personne):
        return self.filter(personne=personne).select_related("agent").order_by("-le", "-id")

    def avant(self, moment, identifiant: str):
        """Those after this one in the list, when both make sense."""
        return apres_celui(self, moment, identifiant)


class Consultation(DepartementModel):
    """Someone opened a page of a person. Only ever added to: who read what must stay provable.

    ``personne`` is None when her file was made by mistake and taken back: the history says whose it was.
    ``role``: what the agent was at that moment; empty for what was read before it was kept.
    """

    Page = PageLue

    personne = LienInterne(Personne, null=True, related_name="consultations")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    le = models.DateTimeField("le")
    page = models.CharField("page", max_length=14, choices=PageLue, default="FICHE", db_default="FICHE")
    role = models.CharField("rôle", max_length=20, choices=Role, blank=True, default="", db_default="")

    objects = DepartementManager.from_queryset(ConsultationQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "consultation"
        constraints = [*DepartementModel.Meta.constraints, MemeDepartement("personne")]
        indexes = [
            models.Index(fields=["departement", "personne", "agent", "-le"], name="consultation_par_personne"),
            models.Index(fields=["departement", "agent", "-le"], name="consultation_par_agent"),
        ]

    def __str__(self):
        return f"{self.agent} {self.le:%d/%m/%Y %H:%M}"
