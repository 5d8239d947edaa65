import django.db.models.deletion
from django.db import migrations, models

import spie.socle.territoires.cles
import spie.socle.territoires.isolation
from spie.socle.personnes.nir import dechiffrer, fin

# A name is searched by its words. Each key is prefixed by the département, so that others' names cost nothing.
#   recherche_mots       the words of a person; a particle is also joined to what follows: N DIAYE → NDIAYE
#   recherche_cles       the same words as keys of the index on people
#   recherche_variantes  a word, the same with one letter less, and how it sounds: two words that share one of these
#                        differ by a letter changed, added, missing or moved, or are heard alike
FONCTIONS = """
CREATE FUNCTION recherche_mots(VARIADIC textes text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE texte text; mots text[]; tous text[] := '{}';
BEGIN
    FOREACH texte IN ARRAY textes LOOP
        mots := string_to_array(texte, ' ');
        FOR i IN 1 .. coalesce(array_length(mots, 1), 0) LOOP
            IF length(mots[i]) > 1 THEN tous := tous || mots[i]; END IF;
            IF mots[i + 1] IS NOT NULL AND (length(mots[i]) <= 3 OR mots[i] IN ('SAINT', 'SAINTE')) THEN
                tous := tous || (mots[i] || mots[i + 1]);
            END IF;
        END LOOP;
    END LOOP;
    RETURN tous;
END $$;

CREATE FUNCTION recherche_cles(dep text, nom text, prenom text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 5000 AS $$
DECLARE mot text; cles text[] := '{}';
BEGIN
    FOREACH mot IN ARRAY public.recherche_mots(nom, prenom) LOOP cles := cles || (dep || ' ' || mot); END LOOP;
    RETURN cles;
END $$;

CREATE FUNCTION recherche_variantes(dep text, mot text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 5000 AS $$
DECLARE variantes text[] := ARRAY[dep || ' ' || mot]; son text := public.dmetaphone(mot);
BEGIN
    IF length(mot) < 4 THEN RETURN variantes; END IF;
    FOR i IN 1 .. length(mot) LOOP
        variantes := variantes || (dep || ' ' || overlay(mot PLACING '' FROM i FOR 1));
    END LOOP;
    IF length(son) >= 3 THEN variantes := variantes || (dep || '~' || son); END IF;
    RETURN variantes;
END $$;
"""
# The dictionary follows the names, whoever writes them: at once for what is inserted (one statement for a whole month),
# row by row for the rare name that is corrected. No uniqueness: two imports never wait for each other's words.
DICTIONNAIRE = """
CREATE FUNCTION recherche_retenir() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO personnes_motconnu (id, departement_id, mot)
        SELECT gen_random_uuid(), NEW.departement_id, n.mot
        FROM (SELECT DISTINCT unnest(recherche_mots(NEW.nom_norme, NEW.prenom_norme)) AS mot) n
        WHERE NOT EXISTS (SELECT 1 FROM personnes_motconnu m
                          WHERE m.departement_id = NEW.departement_id AND m.mot = n.mot);
    ELSE
        INSERT INTO personnes_motconnu (id, departement_id, mot)
        SELECT gen_random_uuid(), n.departement_id, n.mot
        FROM (SELECT DISTINCT departement_id, unnest(recherche_mots(nom_norme, prenom_norme)) AS mot FROM nouvelles) n
        WHERE NOT EXISTS (SELECT 1 FROM personnes_motconnu m
                          WHERE m.departement_id = n.departement_id AND m.mot = n.mot);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recherche_inserees AFTER INSERT ON personnes_personne REFERENCING NEW TABLE AS nouvelles
    FOR EACH STATEMENT EXECUTE FUNCTION recherche_retenir();
CREATE TRIGGER recherche_renommees AFTER UPDATE OF nom_norme, prenom_norme ON personnes_personne FOR EACH ROW
    WHEN (OLD.nom_norme <> NEW.nom_norme OR OLD.prenom_norme <> NEW.prenom_norme)
    EXECUTE FUNCTION recherche_retenir();
INSERT INTO personnes_motconnu (id, departement_id, mot)
    SELECT gen_random_uuid(), n.departement_id, n.mot FROM (
        SELECT DISTINCT departement_id, unnest(recherche_mots(nom_norme, prenom_norme)) AS mot FROM personnes_personne
    ) n;
DROP INDEX personne_trigrammes;
DROP INDEX personne_phonetique;
CREATE INDEX personne_par_mots ON personnes_personne
    USING gin (recherche_cles(departement_id, nom_norme, prenom_norme)) WITH (gin_pending_list_limit = 512);
CREATE INDEX mot_par_variante ON personnes_motconnu
    USING gin (recherche_variantes(departement_id, mot)) WITH (gin_pending_list_limit = 512);
"""
# The one function that looks below the policies: text operators lose their index under row-level security.
# Its only département is the announced one; it gives identifiers, that the application reads back under the policies.
# Three ranks: what begins with the text (3), people who bear all the words, or words near them (1 to 2).
# Slips and sounds are looked for among the words, never among the people: its cost hardly depends on their number.
RECHERCHE = """
CREATE FUNCTION recherche_candidats(dep text, mot text) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT array_agg(dep || ' ' || c.mot) FROM (
        (SELECT m.mot FROM personnes_motconnu m
         WHERE m.departement_id = dep AND m.mot >= $2 AND m.mot < $2 || '~' ORDER BY m.mot LIMIT 40)
        UNION
        (SELECT m.mot FROM personnes_motconnu m
         WHERE length($2) > 3 AND recherche_variantes(m.departement_id, m.mot) && recherche_variantes(dep, $2)
         ORDER BY levenshtein(left(m.mot, 250), left($2, 250)), m.mot LIMIT 40)
    ) c
$$;

DROP FUNCTION recherche_personnes(text, integer);
CREATE FUNCTION recherche_personnes(texte text, limite integer, parmi uuid[] DEFAULT NULL)
RETURNS TABLE (id uuid, rang real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    dep text := app_dep();
    mots text[] := ARRAY(SELECT m FROM unnest(string_to_array(left(texte, 80), ' ')) m WHERE length(m) > 1 LIMIT 5);
    -- All the words, then the words joined, then the longest one: the first attempt that gives someone is kept.
    essais text[] := ARRAY[array_to_string(mots, ' ')];
    essai text;
    trouves integer;
BEGIN
    RETURN QUERY SELECT d.id, 3::real FROM (
        (SELECT p.id, p.nom_norme FROM personnes_personne p
         WHERE p.departement_id = dep AND p.nom_norme >= texte AND p.nom_norme < texte || '~'
           AND (parmi IS NULL OR p.id = ANY (parmi)) ORDER BY p.nom_norme, p.id LIMIT limite)
        UNION
        (SELECT p.id, p.nom_norme FROM personnes_personne p
         WHERE p.departement_id = dep AND p.prenom_norme >= texte AND p.prenom_norme < texte || '~'
           AND (parmi IS NULL OR p.id = ANY (parmi)) ORDER BY p.prenom_norme LIMIT limite)
    ) d ORDER BY d.nom_norme, d.id LIMIT limite;
    GET DIAGNOSTICS trouves = ROW_COUNT;
    IF trouves >= limite OR essais = '{""}' THEN RETURN; END IF;
    IF array_length(mots, 1) > 1 THEN
        essais := essais || replace(left(texte, 80), ' ', '')
                         || (SELECT m FROM unnest(mots) m ORDER BY length(m) DESC, m LIMIT 1);
    END IF;
    FOREACH essai IN ARRAY essais LOOP
        RETURN QUERY EXECUTE recherche_requete(dep, essai) USING texte, limite - trouves, parmi;
        EXIT WHEN FOUND OR trouves > 0;
    END LOOP;
END $$;

CREATE FUNCTION recherche_requete(dep text, essai text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE mot text; candidats text[]; conditions text := '';
BEGIN
    FOREACH mot IN ARRAY string_to_array(essai, ' ') LOOP
        candidats := recherche_candidats(dep, mot);
        -- A word that nobody bears, even nearly, doesn't forbid the others.
        IF candidats IS NOT NULL THEN
            conditions := conditions || format(
                ' AND recherche_cles(p.departement_id, p.nom_norme, p.prenom_norme) && %L::text[]', candidats);
        END IF;
    END LOOP;
    IF conditions = '' THEN conditions := ' AND false'; END IF;
    RETURN 'SELECT t.id, t.rang FROM (SELECT p.id, p.nom_norme,
              (1 + greatest(similarity($1, p.nom_norme), similarity($1, p.prenom_norme)))::real AS rang
        FROM personnes_personne p
        WHERE NOT (p.nom_norme >= $1 AND p.nom_norme < $1 || ''~'')
          AND NOT (p.prenom_norme >= $1 AND p.prenom_norme < $1 || ''~'')
          AND ($3 IS NULL OR p.id = ANY ($3))' || conditions || ' LIMIT 400) t
        ORDER BY t.rang DESC, t.nom_norme, t.id LIMIT $2';
END $$;
REVOKE ALL ON FUNCTION recherche_personnes(text, integer, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION recherche_personnes(text, integer, uuid[]) TO spie_appli;
ALTER FUNCTION recherche_personnes(text, integer, uuid[]) OWNER TO spie_recherche;
"""


def remplir_la_fin_du_nir(apps, schema_editor):
    """Hash the last digits of the numbers already known. The owner of the tables sees every département."""
    Personne = apps.get_model("personnes", "Personne")
    connus = Personne.objects.using(schema_editor.connection.alias).exclude(nir_chiffre=None)
    lot = []
    for personne in connus.only("id", "departement_id", "nir_chiffre").iterator(chunk_size=2000):
        code = personne.departement_id
        nir = dechiffrer(personne.nir_chiffre, departement=code, ligne=personne.id)
        personne.nir_fin = fin(nir[:13], departement=code)
        lot.append(personne)
        if len(lot) == 2000:
            connus.bulk_update(lot, ["nir_fin"])
            lot = []
    connus.bulk_update(lot, ["nir_fin"])


class Migration(migrations.Migration):
    dependencies = [
        ("personnes", "0002_recherche"),
        ("territoires", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MotConnu",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=spie.socle.territoires.cles.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mot", models.CharField(db_collation="C", max_length=200)),
                (
                    "departement",
                    models.ForeignKey(
                        db_index=False,
                        default=spie.socle.territoires.isolation.code_courant,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territoires.departement",
                    ),
                ),
            ],
            options={
                "verbose_name": "mot connu",
                "verbose_name_plural": "mots connus",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="motconnu",
            index=models.Index(fields=["departement", "mot"], name="mot_connu"),
        ),
        migrations.AddConstraint(
            model_name="motconnu",
            constraint=spie.socle.territoires.isolation.CleDepartementale(name="personnes_motconnu_cle"),
        ),
        migrations.AddConstraint(
            model_name="motconnu",
            constraint=spie.socle.territoires.isolation.IsolationConstraint(name="personnes_motconnu_isolation"),
        ),
        migrations.RunSQL(FONCTIONS),
        migrations.RunSQL(DICTIONNAIRE),
        migrations.RunSQL(RECHERCHE),
        migrations.AddField(
            model_name="personne",
            name="nir_fin",
            field=models.BinaryField(null=True, editable=False),
        ),
        migrations.AddIndex(
            model_name="personne",
            index=models.Index(fields=["departement", "nir_fin"], name="personne_par_fin_de_nir"),
        ),
        migrations.AddIndex(
            model_name="dossierrsa",
            index=models.Index(fields=["departement", "etat", "foyer"], name="dossier_par_etat"),
        ),
        migrations.RunPython(remplir_la_fin_du_nir, migrations.RunPython.noop),
    ]
