from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "spie.socle.territoires"
    label = "territoires"
    verbose_name = "Territoires"

    def ready(self):
        from spie.socle.territoires import checks, demarrage  # noqa: F401
