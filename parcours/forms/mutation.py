"""What is typed when someone leaves for another département, or arrives from one."""

from datetime import date

from django import forms

from spie.socle.interface.champs import JourField
from spie.socle.personnes.models import Depart

NOUVELLE = "nouvelle"


class DepartForm(forms.Form):
    jour = JourField(label="Partie le")
    motif = forms.ChoiceField(
        label="Pourquoi", choices=Depart.Motif.choices, widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi la personne part."},
    )  # fmt: skip
    destination = forms.ChoiceField(
        label="Département d’arrivée", required=False,
        help_text="S’il n’est pas dans la liste, écrivez son numéro en dessous.",
    )  # fmt: skip
    autre = forms.RegexField(
        r"\d[0-9ABab]\d?", label="Numéro d’un autre département", max_length=3, required=False,
        error_messages={"invalid": "Un département a 2 ou 3 caractères : 26, 2A, 974."},
    )  # fmt: skip
    commune = forms.CharField(label="Commune d’arrivée", max_length=80, required=False)
    precision = forms.CharField(label="Précision", max_length=200, required=False)
    transmettre = forms.BooleanField(
        label="Transmettre le minimum au département d’arrivée", required=False, initial=True,
        help_text="Identité, coordonnées, dates du parcours. Rien d’autre.",
    )  # fmt: skip

    def __init__(self, *args, destinations, aujourd_hui: date, **kwargs):
        super().__init__(*args, initial={"jour": aujourd_hui, "transmettre": True}, **kwargs)
        self.aujourd_hui = aujourd_hui
        choix = [(d.code, str(d)) for d in destinations]
        self.fields["destination"].choices = [("", "Pas dans la liste, ou inconnu"), *choix]

    def clean_jour(self):
        if self.cleaned_data["jour"] > self.aujourd_hui:
            raise forms.ValidationError("Cette date n’est pas encore passée.")
        return self.cleaned_data["jour"]

    def clean(self):
        donnees = super().clean()
        autre = donnees.pop("autre", "")
        if autre and donnees.get("destination"):
            self.add_error("autre", "Choisissez dans la liste ou écrivez un numéro, pas les deux.")
        donnees["destination"] = donnees.get("destination") or (autre or "").upper()
        return donnees


class AccueilForm(forms.Form):
    """Who it is here: one of those the matching found, or a new person unless the NIR is already someone's."""

    qui = forms.ChoiceField(
        label="Qui est cette personne ici ?", widget=forms.RadioSelect,
        error_messages={"required": "Choisissez : une personne déjà connue, ou une nouvelle personne."},
    )  # fmt: skip

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.connues = [str(candidate.personne_id) for candidate in candidates]
        choix = [(str(c.personne_id), f"{c.nom}, déjà connu(e) ici") for c in candidates]
        if not any(candidate.dit("nir.identique") for candidate in candidates):
            choix.append((NOUVELLE, "C’est une nouvelle personne"))
        self.fields["qui"].choices = choix
        if len(choix) == 1:
            self.fields["qui"].initial = choix[0][0]

    @property
    def personne_id(self) -> str | None:
        """The person already known, or None for a new one."""
        choisie = self.cleaned_data["qui"]
        return choisie if choisie in self.connues else None


class DeclinForm(forms.Form):
    motif = forms.CharField(
        label="Pourquoi vous refusez ce dossier",
        max_length=200,
        help_text="L’autre département lira cette raison.",
        error_messages={"required": "Dites pourquoi vous refusez ce dossier."},
    )
