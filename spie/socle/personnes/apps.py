from django.apps import AppConfig


class PersonnesConfig(AppConfig):
    name = "spie.socle.personnes"
    label = "personnes"
    verbose_name = "Personnes et foyers"
