"""Which letters to print."""

from django import forms

from spie.socle.envois.models import Envoi


class LotForm(forms.Form):
    """Identifiers of letters that wait to be printed here; one that is not refuses them all."""

    envoi: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["envoi"].queryset = Envoi.objects.a_imprimer()
