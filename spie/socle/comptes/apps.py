from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "spie.socle.comptes"
    label = "comptes"
    verbose_name = "Comptes"
