from django.apps import AppConfig


class CourriersConfig(AppConfig):
    name = "spie.socle.courriers"
    label = "courriers"
    verbose_name = "Courriers"
