"""What the timetable did: a tick is a row, so that two timetables run a check once."""

from django.db import models

from spie.socle.territoires.models import DepartementModel


class Execution(DepartementModel):
    tache = models.CharField("tâche", max_length=80)
    creneau = models.DateTimeField("créneau")
    fini_le = models.DateTimeField("finie le", null=True)
    resultat = models.JSONField("résultat", default=dict)

    class Meta(DepartementModel.Meta):
        verbose_name = "exécution"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.UniqueConstraint(fields=["departement", "tache", "creneau"], name="une_execution_par_creneau"),
        ]

    def __str__(self):
        return f"{self.tache} {self.creneau:%d/%m/%Y %H:%M}"
