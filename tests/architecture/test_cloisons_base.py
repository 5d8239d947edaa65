"""What PostgreSQL itself answers about another département: raw SQL, foreign keys, tasks."""

import inspect

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction

from parcours.services import session_ioc
from spie.celery import app
from spie.socle.comptes.roles import Role
from spie.socle.territoires.checks import departementaux
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import DepartementModel
from tests.architecture.empreintes import empreinte
from tests.bases import superutilisateur
from tests.processus import capteur

# ruff: noqa: S608 -- the names of tables come from our own models

__all__ = ["capteur"]

TABLES = {modele._meta.label: modele for modele in departementaux()}
LIENS = {
    f"{modele._meta.label}.{champ.name}": champ
    for modele in TABLES.values()
    for champ in modele._meta.concrete_fields
    if champ.related_model and issubclass(champ.related_model, DepartementModel)
}


@pytest.fixture
def sql(deux_mondes):
    """Raw SQL, as anyone could write it in the Ardèche; nothing of it stays."""
    with departement_courant("07"), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def rien(cursor, droit: str, requete: str) -> None:
    """No row is reached; where the application has not even the right to ask, it is refused: ``droit`` says which."""
    cursor.execute(f"SELECT has_{droit}")
    if cursor.fetchone()[0]:
        cursor.execute(requete)
        assert cursor.rowcount == 0, requete
    else:
        refuse(cursor, requete, "permission denied")


def refuse(cursor, requete: str, motif: str) -> None:
    with pytest.raises(DatabaseError, match=motif), transaction.atomic():
        cursor.execute(requete)


def test_chaque_table_a_des_lignes_dans_les_deux_departements(sql):
    """Without rows, the tests below would prove nothing: a new table has its place in tests/monde.py."""
    for code in ("07", "08"):
        assert [nom for nom, mot in empreinte(code).items() if mot is None] == []


@pytest.mark.parametrize("nom", TABLES)
def test_le_sql_ecrit_a_la_main_ne_lit_ni_n_ecrit_ailleurs(sql, nom):
    table = TABLES[nom]._meta.db_table
    sql.execute(f"SELECT * FROM {table} WHERE departement_id = '08'")
    assert sql.rowcount == 0
    rien(sql, f"table_privilege('{table}', 'DELETE')", f"DELETE FROM {table} WHERE departement_id = '08'")
    modifie = f"column_privilege('{table}', 'id', 'UPDATE')"
    rien(sql, modifie, f"UPDATE {table} SET id = id WHERE departement_id <> '07'")
    # A generated column is written by nobody: PostgreSQL would refuse it before it looks at the wall.
    champs = [champ for champ in TABLES[nom]._meta.concrete_fields if not champ.generated]
    colonnes = [champ.column for champ in champs if champ.column != "departement_id"]
    liste = ", ".join(f'"{colonne}"' for colonne in colonnes)
    refuse(sql, f"INSERT INTO {table} (departement_id, {liste}) SELECT '08', {liste} FROM {table}", "row-level")
    refuse(sql, f"UPDATE {table} SET departement_id = '08'", "row-level|permission denied")
    refuse(sql, f"TRUNCATE {table} CASCADE", "permission denied")


def test_couper_les_murs_ne_montre_rien(sql):
    refuse(sql, "SET LOCAL row_security = off; SELECT * FROM personnes_personne", "row-level")
    refuse(sql, "ALTER TABLE personnes_personne DISABLE ROW LEVEL SECURITY", "must be owner")
    for role in ("spie_proprietaire", "postgres", "spie_recherche"):
        refuse(sql, f"SET ROLE {role}", "permission denied")


def un_ailleurs(modele) -> str:
    """The identifier of a row of the Ardennes, read over the walls."""
    with superutilisateur(connection.settings_dict["NAME"]) as connexion:
        requete = f"SELECT id FROM {modele._meta.db_table} WHERE departement_id = '08' LIMIT 1"
        return connexion.execute(requete).fetchone()[0]


def pointer_ailleurs(cursor, champ) -> None:
    """Make a row of the Ardèche point at one of the Ardennes, as a form that lets everything through would."""
    table, colonne, ailleurs = champ.model._meta.db_table, champ.column, un_ailleurs(champ.related_model)
    cursor.execute(f"SELECT id FROM {table} WHERE {colonne} IS NOT NULL LIMIT 1")
    cursor.execute(f"UPDATE {table} SET {colonne} = %s WHERE id = %s", [ailleurs, cursor.fetchone()[0]])
    assert cursor.rowcount == 1
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("nom", LIENS)
def test_un_identifiant_d_ailleurs_est_refuse_par_la_cle_etrangere(sql, nom):
    with pytest.raises(IntegrityError, match=f"meme_{LIENS[nom].name}"), transaction.atomic():
        pointer_ailleurs(sql, LIENS[nom])


def test_un_service_trompe_par_son_formulaire_est_arrete_par_la_base(sql, deux_mondes):
    ici, ailleurs = deux_mondes["07"], deux_mondes["08"]
    champs = {nom: getattr(ici["session"], nom) for nom in ("lieu", "adresse", "commune", "pieces", "telephone")}
    commun = {"par": ici["agents"][Role.PILOTE], "le": ici["a"], "debut_le": ici["session"].debut_le} | champs
    avant = transaction.savepoint()
    for choix in (
        {"territoire": ailleurs["territoire"], "animateurs": []},
        {"territoire": ici["territoire"], "animateurs": [ailleurs["affectation"]]},
    ):
        session_ioc.creer(**commun, **choix)
        refuse(sql, "SET CONSTRAINTS ALL IMMEDIATE", "meme_")
        transaction.savepoint_rollback(avant)


def test_des_murs_abattus_seraient_vus(copie_des_mondes):
    """The same attempts, where a superuser has taken the walls down: they pass, so the tests above can fail."""
    champ = LIENS["parcours.Parcours.personne"]
    with superutilisateur(copie_des_mondes) as connexion:
        connexion.execute("ALTER TABLE personnes_personne DISABLE ROW LEVEL SECURITY")
        connexion.execute("ALTER TABLE parcours_parcours DROP CONSTRAINT parcours_parcours_meme_personne")
    with departement_courant("07"), connection.cursor() as cursor:
        cursor.execute("SELECT nom FROM personnes_personne WHERE departement_id = '08'")
        assert any("AILLEURS" in nom for (nom,) in cursor.fetchall())
        pointer_ailleurs(cursor, champ)
        transaction.set_rollback(True)


# The arguments of each task that works for one département, here the Ardèche.
TACHES = {
    "orientation.tasks.surveiller": [{}],
    "spie.socle.envois.tasks.expedier": [{"canal": "SMS"}, {"canal": "COURRIEL"}, {"canal": "COURRIER"}],
    "spie.socle.flux.tasks.charger": [{"lot": "lot_depose"}],
    "spie.socle.imports.tasks.avancer": [{"importe": "liste_verification"}],
}


def taches_d_un_departement() -> set[str]:
    app.loader.import_default_modules()
    return {
        nom
        for nom, tache in app.tasks.items()
        if not nom.startswith("celery.") and "departement" in inspect.signature(tache.run).parameters
    }


def test_chaque_tache_d_un_departement_est_dans_cet_essai():
    assert taches_d_un_departement() == set(TACHES)


def test_une_tache_de_l_ardeche_ne_touche_a_rien_des_ardennes(copie_des_mondes, base_des_mondes, capteur, settings):
    # given
    settings.CANAL_SMS_URL, settings.CANAL_COURRIEL_URL = f"{capteur.adresse}/sms", f"{capteur.adresse}/courriel"
    settings.CANAL_COURRIER_URL = ""
    ailleurs, avant, ici = base_des_mondes[1]["08"], empreinte("08"), empreinte("07")

    # when
    for nom, variantes in TACHES.items():
        for arguments in variantes:
            if {"lot", "importe"} & set(arguments):
                # The identifier of a file of the Ardennes, given to a task of the Ardèche.
                choix = {argument: str(ailleurs[objet].pk) for argument, objet in arguments.items()}
                with pytest.raises(ObjectDoesNotExist):
                    app.tasks[nom].run(departement="07", **choix)
            else:
                app.tasks[nom].run(departement="07", **arguments)

    # then
    assert empreinte("08") == avant
    assert empreinte("07") != ici
    assert capteur.memoire.messages
    assert [m["tag"] for m in capteur.memoire.messages if not m["tag"].startswith("07:")] == []
