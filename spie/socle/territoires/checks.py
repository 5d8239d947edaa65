"""``manage.py check`` refuses a table that forgot its walls, and a role that could climb over them."""

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.models import UniqueConstraint

from spie.socle.territoires.isolation import CleDepartementale, IsolationConstraint, MemeDepartement
from spie.socle.territoires.models import Departement, DepartementModel, LienInterne


def departementaux(models=None):
    """Every concrete model with a link to the département."""
    for model in models or apps.get_models():
        if any(champ.related_model is Departement for champ in model._meta.concrete_fields):
            yield model


@checks.register(checks.Tags.models)
def chaque_table_est_isolee(app_configs, models=None, **kwargs):
    return [
        checks.Error(
            f"{model._meta.label} belongs to a département but has no {mur.__name__}.",
            hint="Inherit DepartementModel and start Meta.constraints with *DepartementModel.Meta.constraints.",
            obj=model,
            id="spie.E001",
        )
        for model in departementaux(models)
        for mur in (CleDepartementale, IsolationConstraint)
        if not any(isinstance(c, mur) for c in model._meta.constraints)
    ]


@checks.register(checks.Tags.models)
def chaque_lien_reste_dans_le_departement(app_configs, models=None, **kwargs):
    return [
        checks.Error(
            f"{champ} may point at a row of another département.",
            hint=f'Make it a LienInterne and add MemeDepartement("{champ.name}") to Meta.constraints.',
            obj=model,
            id="spie.E002",
        )
        for model in models or apps.get_models()
        for champ in model._meta.concrete_fields
        if champ.related_model
        and issubclass(champ.related_model, DepartementModel)
        and not (
            isinstance(champ, LienInterne)
            and any(isinstance(c, MemeDepartement) and c.champ == champ.name for c in model._meta.constraints)
        )
    ]


@checks.register(checks.Tags.models)
def chaque_unicite_est_departementale(app_configs, models=None, **kwargs):
    """A unique key without the département tells that a row exists elsewhere."""
    return [
        checks.Error(f"{model._meta.label}: unique key {nom} must start with departement.", obj=model, id="spie.E003")
        for model in departementaux(models)
        for nom in _uniques_sans_departement(model)
    ]


def _uniques_sans_departement(model):
    for contrainte in model._meta.constraints:
        if isinstance(contrainte, UniqueConstraint) and contrainte.fields[:1] != ("departement",):
            yield contrainte.name
    yield from (f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key)


@checks.register(checks.Tags.database)
def l_application_ne_passe_pas_les_murs(app_configs, databases=None, **kwargs):
    """Refuse to start with a role that ignores row-level security or owns the tables."""
    if "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("""
            SELECT rolname, rolsuper, rolbypassrls,
                   EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind = 'r')
            FROM pg_roles r WHERE rolname = current_user
        """)
        role, *pouvoirs = cursor.fetchone()
    if any(pouvoirs):
        message = f"The application connects as « {role} », which is superuser, BYPASSRLS or owner of tables."
        return [checks.Critical(message, hint="Connect as spie_appli (DML only).", id="spie.E004")]
    return []
