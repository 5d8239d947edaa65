"""The order in which programs read what happened: that of transactions, once nothing of them can still arrive.

A long import commits after shorter works that began later. Dates and identifiers would then skip its facts; the
number of the transaction, which PostgreSQL writes in each row, and the oldest one still running never do.
"""

from uuid import UUID

from django.db import connection, models

DEBUT = (0, UUID(int=0))


class ChampTransaction(models.BigIntegerField):
    """Which transaction wrote the row: written by PostgreSQL, whoever inserts."""

    def __init__(self, **kwargs):
        defaut = models.Func(function="app_transaction", output_field=models.BigIntegerField())
        super().__init__(**{"db_default": defaut, "editable": False} | kwargs)


def horizon() -> int:
    """The oldest transaction still running: all those before it are over, and seen by the next query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_transactions_finies()")
        return cursor.fetchone()[0]


def dans_l_ordre(lignes: models.QuerySet, *, apres: tuple[int, UUID], avant: int) -> models.QuerySet:
    """The rows after this place (transaction, id), of the transactions before ``avant``, in order."""
    transaction, id_ = apres
    suite = models.Q(transaction__gt=transaction) | models.Q(pk__gt=id_)
    return lignes.filter(suite, transaction__gte=transaction, transaction__lt=avant).order_by("transaction", "pk")
