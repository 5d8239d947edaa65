"""What an operation did to rows, kept so that it can be undone: rows moved, columns written, rows removed or made."""

import json
from dataclasses import dataclass, field
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from spie.socle.territoires.isolation import code_courant

_LIRE = "SELECT to_jsonb(t) FROM {table} t WHERE departement_id = %(dep)s AND id = %(id)s FOR UPDATE"
_ECRIRE = "UPDATE {table} SET {colonnes} WHERE departement_id = %(dep)s AND id = %(id)s"
_DEPLACER = """
    UPDATE {table} SET {colonne} = %(vers)s WHERE departement_id = %(dep)s AND {colonne} = %(de)s {parmi} RETURNING id
"""
_RAMENER = """
    UPDATE {table} SET {colonne} = %(de)s
    WHERE departement_id = %(dep)s AND {colonne} = %(vers)s AND id = ANY(%(ids)s::uuid[])
"""
_RETIRER = "DELETE FROM {table} WHERE departement_id = %(dep)s AND id = %(id)s"
_REMETTRE = "INSERT INTO {table} SELECT r.* FROM jsonb_populate_record(NULL::{table}, %(avant)s::jsonb) r"
# All at once: a rule of the table may bind several of these columns together.
_RETABLIR = """
    UPDATE {table} t SET {colonnes} FROM jsonb_populate_record(NULL::{table}, %(avant)s::jsonb) r
    WHERE t.departement_id = %(dep)s AND t.id = %(id)s
"""


@dataclass
class Journal:
    """Entries are plain values: they are sealed as JSON beside the operation."""

    entrees: list[dict] = field(default_factory=list)

    def ecrire(self, ligne: models.Model, **valeurs) -> None:
        """Write columns of one row; ``valeurs`` are named after the fields of the model. What is equal is left out."""
        table, champs = ligne._meta.db_table, {champ.name: champ for champ in ligne._meta.concrete_fields}
        avant = _photo(ligne)
        colonnes = {str(champs[nom].column): _en_base(champs[nom], valeur) for nom, valeur in valeurs.items()}
        pose = ", ".join(f"{connection.ops.quote_name(colonne)} = %({colonne})s" for colonne in colonnes)
        _executer(_ECRIRE, table, {"colonnes": pose}, id=ligne.pk, **colonnes)
        apres = _photo(ligne)
        changees = [colonne for colonne in colonnes if avant[colonne] != apres[colonne]]
        if changees:
            cotes = {"avant": {c: avant[c] for c in changees}, "apres": {c: apres[c] for c in changees}}
            self.entrees.append({"verbe": "ecrire", "table": table, "id": str(ligne.pk), **cotes})
        for nom, valeur in valeurs.items():
            setattr(ligne, nom, valeur)

    def deplacer(self, champ: models.Field, *, de: UUID, vers: UUID, parmi: list[UUID] | None = None) -> int:
        """Make rows point at ``vers`` instead of ``de``: all of them, or those named. Gives their number."""
        table, colonne = champ.model._meta.db_table, champ.column
        noms = {"colonne": colonne, "parmi": "" if parmi is None else "AND id = ANY(%(parmi)s::uuid[])"}
        ids = [str(i) for (i,) in _executer(_DEPLACER, table, noms, de=de, vers=vers, parmi=parmi)]
        if ids:
            cotes = {"colonne": colonne, "de": str(de), "vers": str(vers), "ids": ids}
            self.entrees.append({"verbe": "deplacer", "table": table, **cotes})
        return len(ids)

    def retirer(self, ligne: models.Model) -> None:
        """Remove one row, that nothing points at any more."""
        table = ligne._meta.db_table
        avant = _photo(ligne)
        _executer(_RETIRER, table, id=ligne.pk)
        self.entrees.append({"verbe": "retirer", "table": table, "id": str(ligne.pk), "avant": avant})

    def creee(self, ligne: models.Model) -> None:
        """Note a row that the operation made."""
        self.entrees.append({"verbe": "creer", "table": ligne._meta.db_table, "id": str(ligne.pk)})

    def en_octets(self) -> bytes:
        return json.dumps(self.entrees, cls=DjangoJSONEncoder).encode()

    @classmethod
    def lire(cls, octets: bytes) -> "Journal":
        return cls(json.loads(octets))

    def defaire(self) -> list[str]:
        """Undo everything, last first. Gives the columns left alone because someone wrote them since."""
        laissees: list[str] = []
        for entree in reversed(self.entrees):
            laissees += _DEFAIRE[entree["verbe"]](entree)
        return laissees


def _photo(ligne: models.Model) -> dict:
    """The row as PostgreSQL writes it, locked."""
    return json.loads(_executer(_LIRE, ligne._meta.db_table, id=ligne.pk)[0][0])


def _en_base(champ: models.Field, valeur):
    return champ.get_db_prep_save(valeur.pk if isinstance(valeur, models.Model) else valeur, connection)


def _retablir(entree: dict) -> list[str]:
    """A column that someone wrote again since is theirs: it stays. Gives those."""
    lues = _executer(_LIRE, entree["table"], id=entree["id"])
    actuelle = json.loads(lues[0][0]) if lues else {}
    intactes = [c for c in entree["avant"] if c in actuelle and actuelle[c] == entree["apres"][c]]
    if intactes:
        pose = ", ".join(f"{nom} = r.{nom}" for nom in map(connection.ops.quote_name, intactes))
        avant = json.dumps(entree["avant"])
        _compter(_RETABLIR, entree["table"], {"colonnes": pose}, id=entree["id"], avant=avant)
    return [colonne for colonne in entree["avant"] if colonne not in intactes]


def _ramener(entree: dict) -> list[str]:
    valeurs = {nom: entree[nom] for nom in ("de", "vers", "ids")}
    _compter(_RAMENER, entree["table"], {"colonne": entree["colonne"]}, **valeurs)
    return []


def _remettre(entree: dict) -> list[str]:
    _compter(_REMETTRE, entree["table"], avant=json.dumps(entree["avant"]))
    return []


def _retirer(entree: dict) -> list[str]:
    _compter(_RETIRER, entree["table"], id=entree["id"])
    return []


_DEFAIRE = {"ecrire": _retablir, "deplacer": _ramener, "retirer": _remettre, "creer": _retirer}


def _executer(requete: str, table: str, noms: dict | None = None, **valeurs) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_pour(requete, table, noms), valeurs | {"dep": code_courant()})
        return cursor.fetchall() if cursor.description else []


def _compter(requete: str, table: str, noms: dict | None = None, **valeurs) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_pour(requete, table, noms), valeurs | {"dep": code_courant()})
        return cursor.rowcount


def _pour(requete: str, table: str, noms: dict | None) -> str:
    """Names come from the models, never from a request."""
    return requete.format(table=connection.ops.quote_name(table), **(noms or {}))
