"""Tell PostgreSQL who writes, from where and when: its triggers note it beside every row that changes."""

from datetime import datetime
from enum import StrEnum

from django.db import connection

from spie.socle.comptes.models import Agent


class Origine(StrEnum):
    """From where a change comes. Nothing announced is told as « AUTOMATIQUE »."""

    AGENT = "AGENT"
    CAF = "CAF"
    IMPORT = "IMPORT"
    FUSION = "FUSION"
    MUTATION = "MUTATION"
    AUTOMATIQUE = "AUTOMATIQUE"
    # A département being filled for the first time: there was nothing before.
    INITIAL = "INITIAL"


def signer(*, origine: Origine, le: datetime, par: Agent | None = None, connexion=connection) -> None:
    """Sign what is written until the end of the transaction, or until the next signature.

    ``le``: an aware datetime. Statements, not ``set_config()``, as for the département; every part has a strict form.
    """
    acteur = str(par.pk) if par else ""
    with connexion.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL app.origine TO '{Origine(origine)}'; SET LOCAL app.acteur TO '{acteur}'; "
            f"SET LOCAL app.le TO '{le.isoformat()}'"
        )
