from django.apps import AppConfig


class CalendrierConfig(AppConfig):
    name = "spie.socle.calendrier"
    label = "calendrier"
    verbose_name = "Calendrier et délais"
