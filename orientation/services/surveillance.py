"""The daily check of the six weeks: a query on what is due and not done, not a timer."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from orientation.models import Alerte, Orientation
from orientation.models.orientation import NatureAlerte
from orientation.states import EtatOrientation
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import code_courant

_BASCULER = """
    WITH basculees AS (
        UPDATE {orientation} SET etat = %(basculee)s, basculee_le = %(le)s
        WHERE departement_id = %(dep)s AND etat = %(a_decider)s AND echeance_legale < %(au)s
        RETURNING id, parcours_id, echeance_legale
    )
    INSERT INTO {trace} (id, departement_id, type, personne_id, donnees, survenu_le)
    SELECT gen_random_uuid(), %(dep)s, 'OrientationBasculee', p.personne_id,
           jsonb_build_object('orientation_id', b.id, 'echeance_legale', b.echeance_legale), %(le)s
    FROM basculees b JOIN {parcours} p ON p.departement_id = %(dep)s AND p.id = b.parcours_id
"""
_ALERTER = """
    INSERT INTO {alerte} (id, departement_id, orientation_id, nature, role, creee_le)
    SELECT gen_random_uuid(), %(dep)s, o.id, %(nature)s, r.role, %(le)s
    FROM {orientation} o CROSS JOIN unnest(%(roles)s::text[]) AS r(role)
    WHERE o.departement_id = %(dep)s AND o.etat = %(etat)s AND o.{colonne} <= %(jusqu_au)s
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def surveiller(*, au: date, le: datetime) -> dict[str, int]:
    """Mark what France Travail may now decide (CASF, D. 262-65-2), and warn the right roles.

    Run twice, or after three days down, it leaves the same rows. Gives how many rows each part wrote.
    """
    avertir_avant = au + timedelta(days=valeur("orientation.alerte", au=au))
    return {
        "basculees": _basculer(au=au, le=le),
        "alertes_bascule": _alerter(
            NatureAlerte.BASCULE, [Role.ENCADRANT, Role.PILOTE], EtatOrientation.BASCULEE, "echeance_legale", au, le
        ),
        "alertes_bientot": _alerter(
            NatureAlerte.BIENTOT, [Role.ENCADRANT], EtatOrientation.A_DECIDER, "echeance_locale", avertir_avant, le
        ),
    }


def _basculer(*, au: date, le: datetime) -> int:
    etats = {"basculee": EtatOrientation.BASCULEE.value, "a_decider": EtatOrientation.A_DECIDER.value}
    return _executer(_BASCULER, etats | {"au": au, "le": le})


def _alerter(nature: str, roles: list[str], etat: str, colonne: str, jusqu_au: date, le: datetime) -> int:
    valeurs = {"nature": str(nature), "roles": [str(role) for role in roles], "etat": str(etat)}
    return _executer(_ALERTER, valeurs | {"jusqu_au": jusqu_au, "le": le}, colonne=colonne)


def _executer(requete: str, valeurs: dict, **noms: str) -> int:
    """Set-based on purpose: the same two statements whatever the number of people."""
    parcours = Orientation._meta.get_field("parcours").related_model
    tables: dict[str, Any] = {"orientation": Orientation, "alerte": Alerte, "trace": Trace, "parcours": parcours}
    sql = requete.format(**{nom: modele._meta.db_table for nom, modele in tables.items()}, **noms)
    with connection.cursor() as cursor:
        cursor.execute(sql, valeurs | {"dep": code_courant()})
        return cursor.rowcount
