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
from tests.bases import superutilisateur

MURS = {
    "chaque table est isolée de force": """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'departement_id'
        WHERE c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity
          AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))""",
    "chaque politique ne montre que le département annoncé": """
        SELECT polrelid::regclass::text FROM pg_policy WHERE polrelid <> 'personnes_pli'::regclass AND (
           pg_get_expr(polqual, polrelid) <> '((departement_id)::text = app_dep())'
           OR coalesce(pg_get_expr(polwithcheck, polrelid), '') <> '((departement_id)::text = app_dep())'
           OR polcmd <> '*' OR NOT polpermissive)""",
    # The one table where a département writes for another (decision 0015).
    "la boîte aux lettres se remplit chez l'autre et ne se lit que chez soi": """
        SELECT polname FROM pg_policy WHERE polrelid = 'personnes_pli'::regclass AND (
            polcmd::text || ' ' || coalesce(pg_get_expr(polqual, polrelid), '') || ' / '
            || coalesce(pg_get_expr(polwithcheck, polrelid), '')) NOT IN (
                'r ((departement_id)::text = app_dep()) / ',
                'w ((departement_id)::text = app_dep()) / ((departement_id)::text = app_dep())',
                'a  / (((expediteur)::text = app_dep()) AND ((departement_id)::text <> app_dep())'
                ' AND (personne_id IS NULL) AND (traite_le IS NULL) AND (traite_par_id IS NULL))')""",
    "chaque clé unique commence par le département": """
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute d ON d.attrelid = i.indrelid AND d.attname = 'departement_id'
        WHERE i.indisunique AND i.indkey[0] <> d.attnum""",
    "chaque lien porte le département": """
        SELECT c.conname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'departement_id'
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attname = 'departement_id'
        WHERE c.contype = 'f' AND NOT (a.attnum = ANY (c.conkey) AND b.attnum = ANY (c.confkey))""",
    "l'application n'est ni superutilisateur ni au-dessus des murs": """
        SELECT rolname FROM pg_roles WHERE rolname = current_user
          AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole)""",
    "l'application ne possède rien et ne vide rien": """
        SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
        WHERE relkind IN ('r', 'v', 'm') AND relnamespace = 'public'::regnamespace
          AND (rolname = current_user OR has_table_privilege(current_user, c.oid, 'TRUNCATE'))""",
    "l'application ne crée rien": "SELECT 'public' WHERE has_schema_privilege(current_user, 'public', 'CREATE')",
    "une fonction qui passe les murs est connue": """
        SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
          AND proname <> 'recherche_personnes'""",
    "aucune vue ne parle à la place des tables": """
        SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace""",
}
# How to take each of them down, for the test that proves that it would be seen.
BRECHES = {
    "chaque table est isolée de force": "ALTER TABLE personnes_personne NO FORCE ROW LEVEL SECURITY",
    "chaque politique ne montre que le département annoncé": "CREATE POLICY x ON envois_envoi USING (true)",
    "la boîte aux lettres se remplit chez l'autre et ne se lit que chez soi": """
        CREATE POLICY x ON personnes_pli FOR SELECT USING ((expediteur)::text = app_dep())""",
    "chaque clé unique commence par le département": "CREATE UNIQUE INDEX x ON personnes_personne (nir_empreinte)",
    "chaque lien porte le département": """
        CREATE UNIQUE INDEX y ON parcours_parcours (id);
        ALTER TABLE parcours_convocation ADD FOREIGN KEY (parcours_id) REFERENCES parcours_parcours (id)""",
    "l'application n'est ni superutilisateur ni au-dessus des murs": "ALTER ROLE spie_appli CREATEDB",
    "l'application ne possède rien et ne vide rien": "GRANT TRUNCATE ON personnes_personne TO spie_appli",
    "l'application ne crée rien": "GRANT CREATE ON SCHEMA public TO spie_appli",
    "une fonction qui passe les murs est connue": """
        CREATE FUNCTION tout() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS
        'SELECT count(*) FROM personnes_personne'""",
    "aucune vue ne parle à la place des tables": "CREATE VIEW tout AS SELECT * FROM personnes_personne",
}


def lignes(requete, connexion=connection):
    with connexion.cursor() as cursor:
        cursor.execute(requete)
        return [ligne[0] for ligne in cursor.fetchall()]


@pytest.mark.parametrize("mur", MURS)
def test_chaque_mur_est_debout(db, mur):
    assert lignes(MURS[mur]) == []


@pytest.mark.parametrize("mur", MURS)
def test_une_breche_dans_chaque_mur_serait_vue(base_vivante, mur):
    """The breach is made and looked at in one transaction, as the application, then undone."""
    with superutilisateur(base_vivante) as connexion, connexion.transaction(force_rollback=True):
        connexion.execute(BRECHES[mur])
        connexion.execute("SET LOCAL SESSION AUTHORIZATION spie_appli")
        assert connexion.execute(MURS[mur]).fetchall()


def test_le_nombre_de_liens_en_base_est_celui_des_modeles(db):
    attendus = sum(
        1
        for modele in departementaux()
        for champ in modele._meta.concrete_fields
        if champ.related_model in set(departementaux())
    )
    trouves = lignes("SELECT conname FROM pg_constraint WHERE contype = 'f' AND array_length(conkey, 1) = 2")
    assert len(trouves) == attendus > 10


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
