from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "parcours"
    label = "parcours"
    verbose_name = "Parcours"

    def ready(self):
        from parcours import reactions  # noqa: F401
