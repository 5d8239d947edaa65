from django.apps import AppConfig


class OutillageConfig(AppConfig):
    name = "spie.socle.outillage"
    label = "outillage"
    verbose_name = "Outillage"
