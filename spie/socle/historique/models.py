"""What people did: one line per fact, never changed, never read to decide, only to explain."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from spie.socle.territoires.models import DepartementManager, DepartementModel


class TraceQuerySet(models.QuerySet):
    def apres(self, curseur: tuple[int, str]):
        """What was committed after ``curseur`` (transaction, id), in order, and of which nothing can still arrive.

        A long import commits after shorter works that began later: a date would skip its facts, this never does.
        """
        ferme = models.Func(function="app_transactions_finies", output_field=models.BigIntegerField())
        suite = models.Q(transaction__gt=curseur[0]) | models.Q(transaction=curseur[0], pk__gt=curseur[1])
        return self.filter(suite, transaction__lt=ferme).order_by("transaction", "pk")

    def de_la_personne(self, *ids):
        """The chronology of one person, newest first, under every identifier that was hers."""
        return self.filter(personne_id__in=ids).select_related("acteur").order_by("-survenu_le", "-id")


class Trace(DepartementModel):
    type = models.CharField("fait", max_length=80)
    # Not a foreign key: history outlives what it speaks of, and knows no upper app.
    personne_id = models.UUIDField(null=True)
    donnees = models.JSONField("données", encoder=DjangoJSONEncoder)
    survenu_le = models.DateTimeField("survenu le")
    acteur = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # Written by PostgreSQL, whoever inserts: the order in which programs read what happened.
    transaction = models.BigIntegerField(
        editable=False, db_default=models.Func(function="app_transaction", output_field=models.BigIntegerField())
    )

    objects = DepartementManager.from_queryset(TraceQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "trace"
        indexes = [
            models.Index(fields=["departement", "personne_id", "-survenu_le"], name="trace_par_personne"),
            models.Index(fields=["departement", "transaction", "id"], name="trace_dans_l_ordre"),
        ]

    def __str__(self):
        return f"{self.type} {self.survenu_le:%d/%m/%Y %H:%M}"
