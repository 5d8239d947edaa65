"""What a département holds, as one word: to say that nothing in it moved."""

from django.db import connections
from psycopg import sql

from spie.socle.territoires.checks import departementaux
from tests.bases import superutilisateur

EMPREINTE = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t WHERE departement_id = %s"


def empreinte(code: str) -> dict[str, str]:
    """The fingerprint of each table of ``code``, read over the walls on purpose."""
    with superutilisateur(connections["default"].settings_dict["NAME"]) as connexion:
        return {
            modele._meta.label: connexion.execute(
                sql.SQL(EMPREINTE).format(sql.Identifier(modele._meta.db_table)), [code]
            ).fetchone()[0]
            for modele in departementaux()
        }
