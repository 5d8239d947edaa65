from django.apps import AppConfig


class PersonnesConfig(AppConfig):
    name = "spie.socle.personnes"
    label = "personnes"
    verbose_name = "Personnes et foyers"

    def ready(self):
        from spie.socle.personnes import reactions  # noqa: F401

        # Before those of the apps above: the register settles its own rows first.
        from spie.socle.personnes.fusion import registre  # noqa: F401
