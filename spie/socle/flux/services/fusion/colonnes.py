"""The one table of what is written: which columns of the reception fill which columns of the register.

A column has the same name on both sides. To load one more: add it here once it is in ``models/reception.py``.
"""

from django.db import models
from psycopg import sql

from spie.socle.flux.models import (
    AbsenceFlux,
    EvenementFlux,
    FoyerRejete,
    IssueFoyer,
    ReceptionFoyer,
    ReceptionPersonne,
)
from spie.socle.personnes.models import (
    Adresse,
    DossierRSA,
    EtatDossier,
    Foyer,
    MajorationIsolement,
    Personne,
    SoumissionDroitsDevoirs,
)

FOYER = ("situation", "situation_depuis", "enfants_a_charge", "sans_domicile_fixe")
DOSSIER = ("organisme", "organisme_numero", "matricule", "matricule_recu", "demande_le", "etat")
ADRESSE = ("complement", "voie", "lieu_dit", "code_postal", "ville", "commune_insee")
PERSONNE = (
    *("role", "sexe", "nom", "nom_naissance", "prenom", "autres_prenoms", "date_naissance", "commune_naissance"),
    *("nom_norme", "prenom_norme"),
)
# As compared or as received: nobody needs to read that they changed.
MUETTES = {"nom_norme", "prenom_norme", "matricule_recu"}
# Made of the names, which are held together.
TENUE_AVEC = {"nom_norme": "nom", "prenom_norme": "nom"}
CLOS, OUVERTS = ("1", "5", "6"), DossierRSA.OUVERTS

TABLES = {
    "foyer": Foyer,
    "dossier": DossierRSA,
    "etat": EtatDossier,
    "adresse": Adresse,
    "majoration": MajorationIsolement,
    "personne": Personne,
    "soumission": SoumissionDroitsDevoirs,
    "reception_foyer": ReceptionFoyer,
    "reception_personne": ReceptionPersonne,
    "rejet": FoyerRejete,
    "issue": IssueFoyer,
    "absence": AbsenceFlux,
    "evenement": EvenementFlux,
}


def differe(colonnes: tuple[str, ...], a: str, b: str) -> str:
    """Whether one of these columns is not the same: ``(a.x, a.y) IS DISTINCT FROM (b.x, b.y)``."""
    return f"({_de(colonnes, a)}) IS DISTINCT FROM ({_de(colonnes, b)})"


def change(colonnes: tuple[str, ...], a: str, b: str) -> str:
    """Whether somebody needs to read that one of these columns changed."""
    return differe(tuple(c for c in colonnes if c not in MUETTES), a, b)


def poser(colonnes: tuple[str, ...], b: str) -> str:
    """The SET part of an update."""
    return ", ".join(f"{c} = {b}.{c}" for c in colonnes)


def tenir(colonnes: tuple[str, ...], a: str, b: str) -> str:
    """The SET part of an update of ``b``: what an agent corrected in ``a`` stays, the rest is what was received."""
    return ", ".join(
        f"{c} = CASE WHEN {a}.champs_tenus ? '{TENUE_AVEC.get(c, c)}' THEN {a}.{c} ELSE {b}.{c} END" for c in colonnes
    )


def ecarts(colonnes: tuple[str, ...], a: str, b: str) -> str:
    """What changes, as JSON: ``{"etat": ["4", "2"]}``, without what stays."""
    paires = ", ".join(
        f"'{c}', CASE WHEN {a}.{c} IS DISTINCT FROM {b}.{c} THEN jsonb_build_array({a}.{c}, {b}.{c}) END"
        for c in colonnes
        if c not in MUETTES
    )
    return f"jsonb_strip_nulls(jsonb_build_object({paires}))"


def inserer(table: str, depuis: str, colonnes: tuple[str, ...] = (), **expressions: str) -> str:
    """``INSERT INTO table (…) SELECT …``: the columns taken from ``depuis``, those given, the others' defaults.

    A column added to a model by another app keeps its own default: nothing has to change here.
    """
    valeurs = {"departement_id": "%(dep)s"} | {c: f"{depuis}.{c}" for c in colonnes} | expressions
    for champ in TABLES[table]._meta.concrete_fields:
        if champ.column and champ.column not in valeurs:
            valeurs[champ.column] = _defaut(champ)
    noms = ", ".join(valeurs)
    return f"INSERT INTO {TABLES[table]._meta.db_table} ({noms}) SELECT {', '.join(valeurs.values())}"


def _de(colonnes: tuple[str, ...], table: str) -> str:
    return ", ".join(f"{table}.{c}" for c in colonnes)


def _defaut(champ: models.Field) -> str:
    """A constant: what varies from row to row is given by the caller."""
    defaut = champ.get_default()
    if isinstance(defaut, list | dict):
        return "'[]'" if isinstance(defaut, list) else "'{}'"
    return sql.Literal(defaut).as_string(None)
