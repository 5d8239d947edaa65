from django.apps import AppConfig
from django.core.checks import register


class InterfaceConfig(AppConfig):
    name = "spie.socle.interface"
    label = "interface"

    def ready(self):
        from spie.socle.interface.checks import navigation_resolue

        register(navigation_resolue, "interface")
