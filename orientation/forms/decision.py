"""The decision as the screen asks it: shape only, the rules are in the service."""

from itertools import groupby

from django import forms

from orientation.services.charge import Charge
from parcours.models import Parcours

EXPLICATIONS = {
    "PROFESSIONNELLE": "Professionnelle : la personne peut chercher un emploi ou une formation dès maintenant",
    "SOCIOPROFESSIONNELLE": "Socio-professionnelle : un projet d’emploi, et des difficultés à lever en même temps",
    "SOCIALE": "Sociale : d’abord la santé, le logement ou la famille",
}


class DecisionForm(forms.Form):
    modalite = forms.ChoiceField(
        label="Modalité de parcours",
        widget=forms.RadioSelect,
        choices=[(code, EXPLICATIONS[code]) for code in Parcours.Modalite.values],
        error_messages={"required": "Choisissez une modalité."},
    )
    referent = forms.ChoiceField(
        label="Structure et référent(e)",
        help_text="Les structures proches de la personne d’abord ; à côté de chaque nom, sa charge.",
        error_messages={"required": "Choisissez qui accompagne la personne."},
    )
    motif = forms.CharField(
        label="Pourquoi ce choix",
        help_text="Des phrases courtes, une par ligne, adressées à la personne : elles figurent dans la lettre. "
        "Exemple : « Vous cherchez un logement. »",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Écrivez au moins une phrase : la personne doit savoir pourquoi."},
    )
    motif_depassement = forms.CharField(
        label="Pourquoi dépasser la file active",
        help_text="Seulement si la file active choisie est pleine. N’apparaît pas dans la lettre.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args, charges: list[Charge], **kwargs):
        super().__init__(*args, **kwargs)
        self.charges = {str(charge.referent.pk): charge for charge in charges}
        self.fields["referent"].choices = [("", "Choisir…"), *_par_structure(charges)]

    def clean_referent(self):
        return self.charges[self.cleaned_data["referent"]].referent

    def clean(self):
        referent = self.cleaned_data.get("referent")
        depasse = referent and self.charges[str(referent.pk)].pleine
        if depasse and not self.cleaned_data.get("motif_depassement"):
            self.add_error("motif_depassement", "Cette file active est pleine : écrivez pourquoi vous la dépassez.")
        return self.cleaned_data

    def pour_la_lettre(self) -> dict:
        """What the letter says of the choice: not why the caseload is exceeded."""
        return {nom: self.cleaned_data[nom] for nom in ("modalite", "referent", "motif")}


def _par_structure(charges: list[Charge]) -> list[tuple]:
    """One group per structure, the least loaded referent first in each."""
    groupes = []
    for structure, equipe in groupby(charges, key=lambda c: c.referent.structure):
        tries = sorted(equipe, key=lambda c: c.taux)
        titre = f"{structure} – près de la personne" if tries[0].proche else str(structure)
        groupes.append((titre, [(str(c.referent.pk), f"{c.referent.agent} – {c}{_mot(c)}") for c in tries]))
    return groupes


def _mot(charge: Charge) -> str:
    if charge.pleine:
        return " – file pleine"
    return " – bientôt pleine" if charge.alerte else ""
