from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "spie.socle.imports"
    label = "imports"
    verbose_name = "Listes importées"
