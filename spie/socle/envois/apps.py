from django.apps import AppConfig


class EnvoisConfig(AppConfig):
    name = "spie.socle.envois"
    label = "envois"
    verbose_name = "Envois"

    def ready(self):
        from spie.socle.envois import reactions  # noqa: F401
