"""What people write back: sealed, shown on their page and to the team until someone says it is read."""

from django.conf import settings
from django.db import models

from spie.socle.constraints import all_or_none
from spie.socle.envois.models.prestataire import AccuseReception
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne

USAGE = "message recu"


class MessageRecuQuerySet(models.QuerySet):
    def a_lire(self):
        return self.filter(lu_le__isnull=True)

    def pour_la_page(self):
        """Those to read first, the newest first."""
        return self.select_related("personne").order_by(models.F("lu_le").desc(nulls_first=True), "-recu_le", "-id")


class MessageRecu(DepartementModel):
    """One per person whose number it is. ``est_stop``: they want no more SMS, and it is recorded."""

    accuse = LienInterne(AccuseReception, related_name="messages")
    personne = LienInterne("personnes.Personne", null=True, related_name="messages_recus")
    texte_scelle = models.BinaryField()
    est_stop = models.BooleanField("refuse les SMS", default=False)
    recu_le = models.DateTimeField("reçu le")
    lu_le = models.DateTimeField("lu le", null=True)
    lu_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DepartementManager.from_queryset(MessageRecuQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "message reçu"
        verbose_name_plural = "messages reçus"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("accuse"),
            MemeDepartement("personne"),
            models.CheckConstraint(condition=all_or_none("lu_le", "lu_par"), name="message_lu_par_quelquun"),
        ]
        indexes = [
            models.Index(fields=["departement", "recu_le"], name="message_recu_a_lire", condition=models.Q(lu_le=None)),
            models.Index(fields=["departement", "personne", "recu_le"], name="message_recu_par_personne"),
        ]

    def __str__(self):
        return f"message du {self.recu_le:%d/%m/%Y}"

    def sceller(self, texte: str) -> None:
        self.texte_scelle = sceller(texte.encode(), usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def texte(self) -> str:
        clair = ouvrir(self.texte_scelle, usage=USAGE, departement=str(self.departement_id), ligne=self.id)
        return clair.decode()
