"""What an agent types to come in, and from where they choose to work."""

from datetime import timedelta

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Portee
from spie.socle.territoires.isolation import code_courant


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


class JetonForm(forms.Form):
    """For which program, until when, to do what."""

    affectation: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Compte de service",
        queryset=None,  # read in the département of the request
        empty_label="Choisissez",
        help_text="Un agent « compte de service » à sa place : un partenaire ne lit que ceux de sa structure.",
    )
    libelle = forms.CharField(label="Pour quel logiciel", max_length=80)
    portees = forms.MultipleChoiceField(
        label="La clé permet de", choices=Portee.choices, widget=forms.CheckboxSelectMultiple
    )
    expire_le = forms.DateField(
        label="Valable jusqu'au",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Un an au plus. Renouvelez-la avant ce jour.",
    )

    def __init__(self, *args, au, **kwargs):
        super().__init__(*args, initial={"expire_le": au + timedelta(days=180)}, **kwargs)
        self.fields["affectation"].queryset = Affectation.objects.de_service(departement=code_courant())

    def clean_portees(self):
        return [Portee(portee) for portee in self.cleaned_data["portees"]]
