from django.db import migrations

from spie.socle.calendrier.referentiel import charger_voies_de_recours


def charger(apps, schema_editor):
    charger_voies_de_recours(apps.get_model("calendrier", "VoiesDeRecours"), base=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("calendrier", "0003_voies_de_recours")]
    operations = [migrations.RunPython(charger, migrations.RunPython.noop)]
