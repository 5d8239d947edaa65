from django.db import migrations

from spie.socle.calendrier.referentiel import charger_parametres


def charger(apps, schema_editor):
    charger_parametres(apps.get_model("calendrier", "ParametreLegal"), base=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("calendrier", "0005_delais_des_lettres")]
    operations = [migrations.RunPython(charger, migrations.RunPython.noop)]
