"""Each row says which transaction wrote it. Restored from a dump: see ``reprendre_les_changements``."""

from django.db import migrations, models

import spie.socle.historique.ordre

# Neither is constant nor parallel-safe: both read the state of the running transactions.
FONCTIONS = """
CREATE FUNCTION app_transaction() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT pg_current_xact_id()::text::bigint
$$;
CREATE FUNCTION app_transactions_finies() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint
$$;
"""
RETRAIT = "DROP FUNCTION app_transaction(); DROP FUNCTION app_transactions_finies();"


class Migration(migrations.Migration):
    dependencies = [("historique", "0001_initial")]
    operations = [
        migrations.RunSQL(FONCTIONS, RETRAIT),
        migrations.AddField(
            model_name="trace", name="transaction", field=spie.socle.historique.ordre.ChampTransaction()
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["departement", "transaction", "id"], name="trace_dans_l_ordre"),
        ),
    ]
