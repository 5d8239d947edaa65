from django.apps import AppConfig


class ControleConfig(AppConfig):
    name = "controle"
    label = "controle"
    verbose_name = "Contrôle"
