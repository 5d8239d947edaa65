"""The walls between départements, as PostgreSQL itself knows them."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, connections, models
from django.test.utils import isolate_apps

from spie.socle.territoires.checks import (
    chaque_lien_reste_dans_le_departement,
    chaque_table_est_isolee,
    chaque_unicite_est_departementale,
    departementaux,
    l_application_ne_passe_pas_les_murs,
)
from spie.socle.territoires.models import Departement, Territoire


def lignes(requete):
    with connection.cursor() as cursor:
        cursor.execute(requete)
        return [ligne[0] for ligne in cursor.fetchall()]


def test_chaque_table_departementale_est_isolee_de_force(db):
    assert (
        lignes("""
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'departement_id'
        WHERE c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity
          AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
    """)
        == []
    )


def test_chaque_cle_primaire_et_unique_commence_par_le_departement(db):
    assert (
        lignes("""
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute d ON d.attrelid = i.indrelid AND d.attname = 'departement_id'
        WHERE i.indisunique AND i.indkey[0] <> d.attnum
    """)
        == []
    )


def test_chaque_lien_entre_tables_departementales_est_compose(db):
    assert (
        lignes("""
        SELECT c.conname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'departement_id'
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attname = 'departement_id'
        WHERE c.contype = 'f' AND NOT (a.attnum = ANY (c.conkey) AND b.attnum = ANY (c.confkey))
    """)
        == []
    )


def test_le_nombre_de_liens_en_base_est_celui_des_modeles(db):
    attendus = sum(
        1
        for modele in departementaux()
        for champ in modele._meta.concrete_fields
        if champ.related_model in set(departementaux())
    )
    trouves = lignes("SELECT conname FROM pg_constraint WHERE contype = 'f' AND array_length(conkey, 1) = 2")
    assert len(trouves) == attendus > 10


def test_l_application_n_a_que_le_droit_d_ecrire_des_lignes(db):
    assert lignes(
        "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ) == [False]
    assert lignes("SELECT has_schema_privilege(current_user, 'public', 'CREATE')") == [False]
    assert lignes(
        "SELECT bool_or(has_table_privilege(current_user, oid, 'TRUNCATE')) FROM pg_class WHERE relkind = 'r'"
    ) == [False]


def test_une_fonction_qui_passe_les_murs_est_connue_par_son_nom(db):
    fonctions = lignes("""
        SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
        WHERE prosecdef AND nspname = 'public'
    """)
    assert set(fonctions) <= {"recherche_personnes"}


@isolate_apps("spie.socle.territoires")
def test_oublier_un_mur_est_une_erreur_de_verification():
    class TableSansMur(models.Model):
        departement = models.ForeignKey(Departement, on_delete=models.PROTECT)
        code = models.CharField(max_length=3, unique=True)
        territoire = models.ForeignKey(Territoire, on_delete=models.PROTECT)

        class Meta:
            app_label = "territoires"

    erreurs = [
        erreur.id
        for verification in (
            chaque_table_est_isolee,
            chaque_lien_reste_dans_le_departement,
            chaque_unicite_est_departementale,
        )
        for erreur in verification(None, models=[TableSansMur])
    ]
    assert erreurs == ["spie.E001", "spie.E001", "spie.E002", "spie.E003"]


def test_demarrer_avec_le_role_proprietaire_est_refuse(base_vivante):
    reglages = connections["default"].settings_dict
    avant = reglages["USER"]
    connections["default"].close()
    reglages["USER"] = "spie_proprietaire"
    try:
        (erreur,) = l_application_ne_passe_pas_les_murs(None, databases=["default"])
        assert erreur.level == checks.CRITICAL
        with pytest.raises(SystemCheckError, match="spie_proprietaire"):
            call_command("check", databases=["default"])
    finally:
        connections["default"].close()
        reglages["USER"] = avant
