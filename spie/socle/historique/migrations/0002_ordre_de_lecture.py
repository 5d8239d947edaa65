from django.db import migrations, models

# Neither is parallel-safe nor constant: each reads the state of the running transactions.
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
            model_name="trace",
            name="transaction",
            field=models.BigIntegerField(
                db_default=models.Func(function="app_transaction", output_field=models.BigIntegerField()),
                editable=False,
            ),
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["departement", "transaction", "id"], name="trace_dans_l_ordre"),
        ),
    ]
