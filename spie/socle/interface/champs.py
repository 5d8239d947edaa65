"""Fields that several forms share."""

from django import forms


class JourInput(forms.DateInput):
    """The browser's own calendar; the value travels as ISO."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class JourField(forms.DateField):
    """A day, with its sentences in plain French."""

    widget = JourInput
    default_error_messages = {
        "required": "Choisissez une date.",
        "invalid": "Cette date n’existe pas. Écrivez jour, mois et année.",
    }
