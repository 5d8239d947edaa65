"""Run one statement of a load: tables by their short name, values that all of them share."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from spie.socle.flux.models import LotFlux
from spie.socle.flux.services.fusion.colonnes import CLOS, OUVERTS, TABLES
from spie.socle.territoires.isolation import code_courant

_TABLES = {nom: modele._meta.db_table for nom, modele in TABLES.items()}


@dataclass
class Etape:
    """One transaction of a load: the households ``debut`` to ``fin`` of a lot, and the events that it causes."""

    lot: LotFlux
    debut: int
    fin: int
    le: datetime
    evenements: list = field(default_factory=list)

    @property
    def reference(self) -> date:
        """The day that the file speaks of: the deposit refuses one that does not say it."""
        assert self.lot.reference_le is not None
        return self.lot.reference_le

    @property
    def valeurs(self) -> dict[str, str | int | UUID | date | list]:
        return {
            "dep": code_courant(),
            "lot": self.lot.pk,
            "debut": self.debut,
            "fin": self.fin,
            "reference": self.reference,
            "recue_le": max(timezone.localdate(self.lot.depose_le), self.reference),
            "clos": list(CLOS),
            "ouverts": list(OUVERTS),
        }

    def executer(self, requete: str, **morceaux: str) -> int:
        """Run a statement, with tables and pieces of SQL by their name. Gives how many rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(requete.format(**_TABLES, **morceaux), self.valeurs)
            return cursor.rowcount

    def lire(self, requete: str, **morceaux: str) -> list[tuple]:
        """Run a statement that gives rows."""
        with connection.cursor() as cursor:
            cursor.execute(requete.format(**_TABLES, **morceaux), self.valeurs)
            return cursor.fetchall()

    def mettre_de_cote(self, nom: str, requete: str, **morceaux: str) -> int:
        """Keep a SELECT in a table ``nom`` that lives as long as this step. Gives its number of rows.

        PostgreSQL then knows its size: without it, it would compare each row with each row.
        """
        nombre = self.executer(f"CREATE TEMP TABLE {nom} ON COMMIT DROP AS {requete}", **morceaux)
        self.executer(f"ANALYZE {nom}")
        return nombre
