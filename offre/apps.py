from django.apps import AppConfig


class OffreConfig(AppConfig):
    name = "offre"
    label = "offre"
    verbose_name = "Offre d'insertion"
