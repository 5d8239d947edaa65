from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import register


class InterfaceConfig(AppConfig):
    name = "spie.socle.interface"
    label = "interface"
    default = True

    def ready(self):
        from spie.socle.interface.checks import navigation_resolue

        register(navigation_resolue, "interface")


class AdminConfig(admin.AdminConfig):
    """Django's admin, on the site that asks the affectation instead of is_staff."""

    default = False
    default_site = "spie.socle.interface.admin.SiteDepartemental"
