from django.apps import AppConfig


class PilotageConfig(AppConfig):
    name = "spie.pilotage"
    label = "pilotage"
    verbose_name = "Pilotage"
