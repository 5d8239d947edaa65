"""Each account is answered for by one département: the first where its agent works."""

from django.db import migrations, models

GESTIONNAIRES = """
    UPDATE comptes_agent a SET gere_par = p.departement_id
    FROM (SELECT DISTINCT ON (agent_id) agent_id, departement_id FROM comptes_affectation ORDER BY agent_id, id) p
    WHERE p.agent_id = a.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comptes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agent',
            name='gere_par',
            field=models.CharField(blank=True, editable=False, max_length=3, verbose_name='compte géré par'),
        ),
        migrations.RunSQL(GESTIONNAIRES, migrations.RunSQL.noop),
    ]
