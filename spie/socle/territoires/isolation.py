"""One transaction serves one département: PostgreSQL enforces it, Python only announces it."""

import re
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, models, transaction
from django.db.backends.ddl_references import Statement, Table

_courant: ContextVar[str | None] = ContextVar("departement", default=None)
_CODE = re.compile(r"[0-9][0-9AB][0-9]?")


class DepartementAbsent(RuntimeError):
    """Nobody said which département this is for: a programming error, loud on purpose."""


def code_courant() -> str:
    """Give the code of the département being served. Raises ``DepartementAbsent``."""
    code = _courant.get()
    if code is None:
        raise DepartementAbsent("Aucun département annoncé : ouvrir departement_courant(code).")
    return code


def code_annonce() -> str:
    """Give the code of the département being served, or nothing outside of any."""
    return _courant.get() or ""


@contextmanager
def departement_courant(code: str):
    """Open the transaction in which only the rows of ``code`` exist.

    ``durable`` forbids nesting: no transaction ever speaks for two départements.
    """
    with transaction.atomic(durable=True), annonce(code):
        yield


@contextmanager
def annonce(code: str):
    """Announce ``code`` inside the transaction that is already open."""
    jeton = _courant.set(code)
    try:
        set_departement(code)
        yield
    finally:
        _courant.reset(jeton)


def set_departement(code: str) -> None:
    """Tell PostgreSQL who is speaking, until the end of the current transaction.

    A statement, not ``set_config()``: a distributed engine propagates only the statement.
    SET takes no parameter, hence the strict form of ``code``.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"Ce n'est pas un code de département : {code!r}")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL app.departement_id TO '{code}'")


class _TableConstraint(models.BaseConstraint):
    """DDL that Django doesn't know, declared and migrated like any other constraint."""

    create: str
    drop: str

    def parts(self, model, editor) -> dict:
        return {"table": Table(model._meta.db_table, editor.quote_name), "name": editor.quote_name(self.name)}

    def constraint_sql(self, model, schema_editor):
        # None of this can sit inside CREATE TABLE: run it once the tables exist.
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model, schema_editor):
        return Statement(self.create, **self.parts(model, schema_editor))

    def remove_sql(self, model, schema_editor):
        return Statement(self.drop, **self.parts(model, schema_editor))

    def __eq__(self, other):
        return type(other) is type(self) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]  # the way Python says « not hashable »

    def validate(self, model, instance, exclude=None, using=None):
        """Nothing to validate in Python: the database answers."""


class IsolationConstraint(_TableConstraint):
    """Row-level security, forced. ``app_dep()`` raises when no département is announced: never silently empty."""

    create = """
        ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;
        ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;
        CREATE POLICY %(name)s ON %(table)s
            USING (departement_id = app_dep()) WITH CHECK (departement_id = app_dep())
    """
    drop = """
        DROP POLICY %(name)s ON %(table)s;
        ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY
    """


class BoiteConstraint(IsolationConstraint):
    """The one table where a département writes for another: a letter-box.

    One puts in the box of someone else, signed with one's own code; one reads one's own box only. ``vierges``: the
    columns that only the addressee fills. A link among them would tell the sender which rows exist over there.
    """

    create = """
        ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;
        ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;
        CREATE POLICY %(name)s ON %(table)s FOR SELECT USING (departement_id = app_dep());
        CREATE POLICY %(remise)s ON %(table)s FOR INSERT
            WITH CHECK (expediteur = app_dep() AND departement_id <> app_dep() AND %(vierges)s);
        CREATE POLICY %(suite)s ON %(table)s FOR UPDATE
            USING (departement_id = app_dep()) WITH CHECK (departement_id = app_dep())
    """
    drop = """
        DROP POLICY %(suite)s ON %(table)s;
        DROP POLICY %(remise)s ON %(table)s;
        DROP POLICY %(name)s ON %(table)s;
        ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY
    """

    def __init__(self, *vierges: str, **kwargs):
        super().__init__(**kwargs)
        self.vierges = vierges

    def parts(self, model, editor):
        noms = {mot: editor.quote_name(f"{self.name}_{mot}") for mot in ("remise", "suite")}
        colonnes = [editor.quote_name(model._meta.get_field(champ).column) for champ in self.vierges]
        vierges = " AND ".join(f"{colonne} IS NULL" for colonne in colonnes)
        return super().parts(model, editor) | noms | {"vierges": vierges}

    def deconstruct(self):
        path, _, kwargs = super().deconstruct()
        return path, self.vierges, kwargs


class CleDepartementale(_TableConstraint):
    """The real primary key is (departement_id, id); Django keeps seeing ``id``."""

    create = """
        ALTER TABLE %(table)s DROP CONSTRAINT %(pkey)s, ADD CONSTRAINT %(pkey)s PRIMARY KEY (departement_id, id)
    """
    drop = "ALTER TABLE %(table)s DROP CONSTRAINT %(pkey)s, ADD CONSTRAINT %(pkey)s PRIMARY KEY (id)"

    def parts(self, model, editor):
        return super().parts(model, editor) | {"pkey": editor.quote_name(f"{model._meta.db_table}_pkey")}


class MemeDepartement(_TableConstraint):
    """The row a link points at belongs to the same département.

    PostgreSQL checks foreign keys behind the back of row-level security: without this,
    an identifier from elsewhere would pass.
    """

    create = """
        ALTER TABLE %(table)s ADD CONSTRAINT %(name)s
            FOREIGN KEY (departement_id, %(column)s) REFERENCES %(target)s (departement_id, id)
            DEFERRABLE INITIALLY DEFERRED
    """
    drop = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"

    def create_sql(self, model, schema_editor):
        # The other table may get its key later in the same migration.
        schema_editor.deferred_sql.append(super().create_sql(model, schema_editor))

    def constraint_sql(self, model, schema_editor):
        self.create_sql(model, schema_editor)

    def __init__(self, champ: str, *, name: str = "", **kwargs):
        super().__init__(name=name or f"%(app_label)s_%(class)s_meme_{champ}", **kwargs)
        self.champ = champ

    def parts(self, model, editor):
        champ = model._meta.get_field(self.champ)
        return super().parts(model, editor) | {
            "target": Table(champ.related_model._meta.db_table, editor.quote_name),
            "column": editor.quote_name(champ.column),
        }

    def deconstruct(self):
        path, _, kwargs = super().deconstruct()
        return path, (self.champ,), kwargs
