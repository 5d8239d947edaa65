from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("parcours", "0002_rang_et_deplacement")]

    operations = [
        migrations.AddIndex(
            model_name='parcours',
            index=models.Index(condition=models.Q(('clos_le', None), ('confie_le', None)), fields=['departement', 'droit_notifie_le', 'id'], name='parcours_en_attente'),
        ),
        migrations.AddIndex(
            model_name='parcours',
            index=models.Index(condition=models.Q(('clos_le', None)), fields=['departement', 'referent'], name='parcours_par_referent'),
        ),
        migrations.AddIndex(
            model_name='parcours',
            index=models.Index(condition=models.Q(('clos_le', None)), fields=['departement', 'confie_le', 'id'], name='parcours_par_confie'),
        ),
        migrations.AddIndex(
            model_name='parcours',
            index=models.Index(condition=models.Q(('clos_le', None)), fields=['departement', 'contrat_avant_le', 'id'], name='parcours_par_contrat'),
        ),
    ]
