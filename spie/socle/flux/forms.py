"""The file to load."""

from django import forms
from django.core.validators import FileExtensionValidator


class DepotForm(forms.Form):
    fichier = forms.FileField(
        label="Fichier des bénéficiaires",
        help_text="Le fichier XML mensuel (RSABEM) ou quotidien (RSABEI) de la CAF ou de la MSA.",
        error_messages={
            "required": "Choisissez d'abord un fichier.",
            "empty": "Ce fichier est vide. Choisissez le fichier XML reçu de la CAF ou de la MSA.",
        },
        validators=[
            FileExtensionValidator(
                ["xml", "rcv"], message="Ce n'est pas un fichier XML : choisissez le fichier de la CAF."
            )
        ],
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.rcv"}),
    )
    meme_plus_ancien = forms.BooleanField(
        label="Charger même s'il est plus ancien",
        help_text="À cocher seulement pour rattraper un fichier oublié : aucune valeur plus récente n'est remplacée.",
        required=False,
    )
