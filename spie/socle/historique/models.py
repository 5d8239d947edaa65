"""What people did: one line per fact, never changed, never read to decide, only to explain."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from spie.socle.historique.ordre import ChampTransaction, dans_l_ordre
from spie.socle.territoires.models import DepartementManager, DepartementModel


class TraceQuerySet(models.QuerySet):
    def de_la_personne(self, personne_id, *autres_ids):
        """The chronology of one person, newest first. ``autres_ids``: those under which hers was also written."""
        siens = self.filter(personne_id__in=[personne_id, *autres_ids])
        return siens.select_related("acteur").order_by("-survenu_le", "-id")

    def dans_l_ordre(self, **bornes):
        return dans_l_ordre(self, **bornes)


class Trace(DepartementModel):
    type = models.CharField("fait", max_length=80)
    # Not a foreign key: history outlives what it speaks of, and knows no upper app.
    personne_id = models.UUIDField(null=True)
    donnees = models.JSONField("données", encoder=DjangoJSONEncoder)
    survenu_le = models.DateTimeField("survenu le")
    acteur = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    transaction = ChampTransaction()

    objects = DepartementManager.from_queryset(TraceQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "trace"
        indexes = [
            models.Index(fields=["departement", "personne_id", "-survenu_le"], name="trace_par_personne"),
            models.Index(fields=["departement", "transaction", "id"], name="trace_dans_l_ordre"),
        ]

    def __str__(self):
        return f"{self.type} {self.survenu_le:%d/%m/%Y %H:%M}"
