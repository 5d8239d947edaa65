from django.apps import AppConfig


class AccueilConfig(AppConfig):
    name = "spie.accueil"
    label = "accueil"
    verbose_name = "Accueil"
