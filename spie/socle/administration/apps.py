from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "spie.socle.administration.site.SiteDepartemental"
