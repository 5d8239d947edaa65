from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "spie.demonstration"
    label = "demonstration"
    verbose_name = "Démonstration"
