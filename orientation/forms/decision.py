"""The decision as the screen asks it: shape only, the rules are in the service."""

from django import forms

from orientation.models import Orientation
from orientation.services.charge import Charge
from parcours.models import Parcours
from spie.socle.comptes.models import Agent

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
    )
    referent = forms.ChoiceField(
        label="Structure et référent(e)", help_text="Les plus proches de la personne d’abord, avec leur charge."
    )
    motif = forms.CharField(
        label="Pourquoi ce choix",
        help_text="Une phrase par ligne, adressée à la personne : ces lignes figurent dans la lettre.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
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
        choix = [(pk, f"{c.referent.structure} – {c.referent.agent} – {c}{_mot(c)}") for pk, c in self.charges.items()]
        self.fields["referent"].choices = [("", "Choisir…"), *choix]

    def clean_referent(self):
        return self.charges[self.cleaned_data["referent"]].referent

    def clean(self):
        referent = self.cleaned_data.get("referent")
        depasse = referent and self.charges[str(referent.pk)].pleine
        if depasse and not self.cleaned_data.get("motif_depassement"):
            self.add_error("motif_depassement", "Cette file active est pleine : écrivez pourquoi vous la dépassez.")
        return self.cleaned_data

    def meme_decision(self, orientation: Orientation, *, par: Agent) -> bool:
        """Say whether this is the very decision that ``par`` already took: a second click, not a disagreement."""
        prise = (orientation.modalite, str(orientation.referent_id), orientation.motif.split())
        ecrite = (self["modalite"].value(), self["referent"].value(), (self["motif"].value() or "").split())
        return orientation.decidee_par_id == par.pk and prise == ecrite

    def en_mots(self) -> list[tuple[str, str]]:
        """What was typed, field by field, in the words of the screen: nothing that was written disappears."""
        ecrits = []
        for champ in self:
            choix = dict(getattr(champ.field, "choices", ()))
            ecrits.append((champ.label, choix.get(champ.value(), champ.value() or "")))
        return [(label, mots) for label, mots in ecrits if mots]


def _mot(charge: Charge) -> str:
    if charge.pleine:
        return " – file pleine"
    return " – bientôt pleine" if charge.alerte else ""
