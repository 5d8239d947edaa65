from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("orientation", "0002_alertes_sans_vue")]

    operations = [
        migrations.RemoveIndex(
            model_name='orientation',
            name='orientation_par_urgence',
        ),
        migrations.AddIndex(
            model_name='orientation',
            index=models.Index(condition=models.Q(('etat__in', ['A_DECIDER', 'BASCULEE'])), fields=['departement', 'echeance_locale', 'id'], name='orientation_par_urgence'),
        ),
    ]
