"""Which people to show when convening to a session."""

from django import forms

from parcours.models import Parcours, SessionIOC
from spie.socle.territoires.models import Commune, Territoire


class CohorteForm(forms.Form):
    """Filters of the cohort, in the address. Nonsense filters nothing."""

    territoire = forms.ModelChoiceField(label="Pôle", queryset=None, required=False, empty_label="Tous les pôles")
    commune = forms.ModelChoiceField(label="Commune", queryset=None, required=False, empty_label="Toutes les communes")

    def __init__(self, *args, session: SessionIOC, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        dtas = Territoire.objects.filter(nature=Territoire.Nature.DTAS)
        self.fields["territoire"].queryset = dtas.order_by("nom")
        self.fields["commune"].queryset = Commune.objects.du_departement(session.departement_id)

    def parcours(self, nombre: int) -> list[Parcours]:
        """The people in the six weeks without a date, nearest to the session first, then by deadline."""
        self.full_clean()
        session, choix = self.session, self.cleaned_data
        attente = Parcours.objects.a_convoquer().avec_adresse()
        if choix.get("territoire"):
            attente = attente.dans_le_territoire(choix["territoire"].pk)
        if choix.get("commune"):
            attente = attente.filter(insee=choix["commune"].pk)
        return attente.plus_proches(commune_id=session.commune_id, territoire_id=session.territoire_id, nombre=nombre)
