"""What an agent types to come in, and from where they choose to work."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class ConnexionForm(AuthenticationForm):
    """The answer never says which of the two was wrong."""

    username = forms.EmailField(
        label="Courriel", widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    error_messages = {
        "invalid_login": "Ce courriel ou ce mot de passe ne correspond à aucun compte. Vérifiez les deux.",
        "inactive": "Ce compte est fermé. Demandez à votre administrateur de le rouvrir.",
    }

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class AffectationForm(forms.Form):
    """Only one's own affectations in this département are offered, hence accepted."""

    affectation = forms.ChoiceField(label="Vous travaillez pour", widget=forms.RadioSelect)

    def __init__(self, *args, affectations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["affectation"].choices = [
            (str(a.pk), f"{a.structure}, {a.get_role_display()}") for a in affectations
        ]
