"""The words that names are made of: what a misspelt search is compared with, instead of two million people."""

from django.db import models

from spie.socle.territoires.models import DepartementModel


class MotConnu(DepartementModel):
    """Written by a trigger, whoever writes the names. Twice the same word does no harm: two imports never wait."""

    mot = models.CharField(max_length=200, db_collation="C")

    class Meta(DepartementModel.Meta):
        verbose_name = "mot connu"
        verbose_name_plural = "mots connus"
        indexes = [models.Index(fields=["departement", "mot"], name="mot_connu")]

    def __str__(self):
        return self.mot
