from django.db import migrations

# The one function that looks below the policies, because trigrams lose their index under row-level security.
# Its only département is the announced one; it gives identifiers, that the application reads back under the policies.
RECHERCHE = """
CREATE INDEX personne_trigrammes ON personnes_personne USING gin (nom_norme gin_trgm_ops);
CREATE INDEX personne_phonetique ON personnes_personne (departement_id, dmetaphone(split_part(nom_norme, ' ', 1)));
CREATE FUNCTION recherche_personnes(texte text, limite integer) RETURNS TABLE (id uuid, rang real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.45
AS $$
DECLARE dep text := app_dep(); trouves integer;
BEGIN
    RETURN QUERY SELECT p.id, 3::real FROM personnes_personne p
        WHERE p.departement_id = dep AND (p.nom_norme ^@ texte OR p.prenom_norme ^@ texte)
        ORDER BY p.nom_norme, p.id LIMIT limite;
    GET DIAGNOSTICS trouves = ROW_COUNT;
    IF trouves >= limite THEN RETURN; END IF;
    RETURN QUERY SELECT p.id, (1 + word_similarity(texte, p.nom_norme))::real FROM personnes_personne p
        WHERE p.departement_id = dep AND p.nom_norme %> texte
          AND NOT (p.nom_norme ^@ texte OR p.prenom_norme ^@ texte)
        ORDER BY 2 DESC, p.nom_norme, p.id LIMIT limite - trouves;
    IF FOUND OR trouves > 0 THEN RETURN; END IF;
    RETURN QUERY SELECT p.id, 0::real FROM personnes_personne p
        WHERE p.departement_id = dep AND dmetaphone(split_part(p.nom_norme, ' ', 1)) = dmetaphone(split_part(texte, ' ', 1))
        ORDER BY p.nom_norme, p.id LIMIT limite;
END $$;
REVOKE ALL ON FUNCTION recherche_personnes(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION recherche_personnes(text, integer) TO spie_appli;
ALTER FUNCTION recherche_personnes(text, integer) OWNER TO spie_recherche;
"""
RETRAIT = """
DROP FUNCTION recherche_personnes(text, integer);
DROP INDEX personne_phonetique;
DROP INDEX personne_trigrammes;
"""


class Migration(migrations.Migration):
    dependencies = [("personnes", "0001_initial")]
    operations = [migrations.RunSQL(RECHERCHE, RETRAIT)]
