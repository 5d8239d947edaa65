from django.apps import AppConfig


class HistoriqueConfig(AppConfig):
    name = "spie.socle.historique"
    label = "historique"
    verbose_name = "Historique"
