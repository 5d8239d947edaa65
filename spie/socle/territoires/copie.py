"""Write many rows at once, under the same walls as one by one."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

# Below, a temporary table costs more than it saves.
BEAUCOUP = 300
_PREPARER = "CREATE TEMP TABLE copie ON COMMIT DROP AS SELECT {colonnes} FROM {table} WITH NO DATA"
_COPIER = "COPY copie ({colonnes}) FROM STDIN"
_INSERER = "INSERT INTO {table} (departement_id, {colonnes}) SELECT app_dep(), {colonnes} FROM copie"


def deverser(modele: type[models.Model], colonnes: Sequence[str], lignes: Iterable[Sequence]) -> int:
    """Write rows of one table by COPY. Gives their number. ``colonnes``: names in the base, without the département.

    COPY is refused on an isolated table: it goes to a temporary one, which this transaction alone sees
    and which ends with it, then an INSERT passes under the policies like any other.
    """
    noms = {"table": modele._meta.db_table, "colonnes": ", ".join(colonnes)}
    with connection.cursor() as cursor:
        cursor.execute(_PREPARER.format(**noms))
        with cursor.copy(_COPIER.format(**noms)) as copie:
            for ligne in lignes:
                copie.write_row(ligne)
        cursor.execute(_INSERER.format(**noms))
        nombre = cursor.rowcount
        cursor.execute("DROP TABLE copie")
    return nombre


def creer(objets: Sequence[models.Model]) -> None:
    """Create rows from new instances of one model, whether they are one or a hundred thousand."""
    if not objets:
        return
    modele = type(objets[0])
    if len(objets) < BEAUCOUP:
        modele._default_manager.bulk_create(objets)
        return
    # What PostgreSQL fills by itself is left to it.
    champs = [c for c in modele._meta.concrete_fields if c.name != "departement" and not _laisse(objets[0], c)]
    valeurs = attrgetter(*(champ.attname for champ in champs))
    ecrire(modele, [champ.attname for champ in champs], [valeurs(objet) for objet in objets])


def _laisse(objet: models.Model, champ: models.Field) -> bool:
    return isinstance(getattr(objet, champ.attname), DatabaseDefault)


def ecrire(modele: type[models.Model], attributs: Sequence[str], lignes: Sequence[Sequence]) -> None:
    """Create rows from their values, few or many; those of a hundred thousand never become instances."""
    if len(lignes) < BEAUCOUP:
        modele._default_manager.bulk_create([modele(**dict(zip(attributs, ligne, strict=True))) for ligne in lignes])
        return
    par_attribut = {champ.attname: champ for champ in modele._meta.concrete_fields}
    champs = [par_attribut[attribut] for attribut in attributs]
    json = [rang for rang, champ in enumerate(champs) if isinstance(champ, models.JSONField)]
    deverser(modele, [str(champ.column) for champ in champs], (_en_json(ligne, json) for ligne in lignes))


_encoder = DjangoJSONEncoder(ensure_ascii=False).encode


def _en_json(ligne: Sequence, rangs: list[int]) -> Sequence:
    if not rangs:
        return ligne
    copie = list(ligne)
    for rang in rangs:
        copie[rang] = _encoder(copie[rang])
    return copie
