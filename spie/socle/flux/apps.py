from django.apps import AppConfig


class FluxConfig(AppConfig):
    name = "spie.socle.flux"
    label = "flux"
    verbose_name = "Flux CAF et MSA"

    def ready(self):
        from spie.socle.flux import reactions  # noqa: F401
