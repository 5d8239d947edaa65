from django.apps import AppConfig


class OrientationConfig(AppConfig):
    name = "orientation"
    label = "orientation"
    verbose_name = "Orientation"

    def ready(self):
        from orientation import reactions  # noqa: F401
