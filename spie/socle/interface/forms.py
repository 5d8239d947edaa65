"""How every form of the product is drawn: our templates, our classes, no widget hack.

`FORM_RENDERER = "spie.socle.interface.forms.Renderer"`. In a template:
`{{ form.champ.as_field_group }}`, or `{{ form }}`, or `composants/formulaire.html`.
"""

from pathlib import Path

import django.forms
from django.conf import settings
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

CLASSES = (
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxInput, "form-check-input"),
    (widgets.Select, "form-select"),
    (widgets.HiddenInput, ""),
    (widgets.Input, "form-control"),
    (widgets.Textarea, "form-control"),
)


class Champ(BoundField):
    """A bound field whose control carries the classes of the theme."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        classe = classe_du_controle(widget or self.field.widget)
        deja = attrs.get("class") or (widget or self.field.widget).attrs.get("class", "")
        if complete := f"{classe} {deja}".strip():
            attrs["class"] = complete
        return attrs


def classe_du_controle(widget) -> str:
    return next((classe for genre, classe in CLASSES if isinstance(widget, genre)), "")


class Renderer(DjangoTemplates):
    """Looks in templates/ first, then in Django's and the apps' own (the admin's widgets)."""

    bound_field_class = Champ

    @cached_property
    def engine(self):
        django_forms = Path(django.forms.__file__).parent / self.backend.app_dirname
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [Path(settings.RACINE) / "templates", django_forms],
                "NAME": "djangoforms",
                "OPTIONS": {},
            }
        )
