"""The decision as the screen asks it: shape only, the rules are in the service."""

from collections.abc import Iterator
from itertools import groupby

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

    def meme_decision(self, orientation: Orientation, *, par: Agent) -> bool:
        """Say whether this is the very decision that ``par`` already took: a second click, not a disagreement."""
        prise = (orientation.modalite, str(orientation.referent_id), orientation.motif.split())
        ecrite = (self["modalite"].value(), self["referent"].value(), (self["motif"].value() or "").split())
        return orientation.decidee_par_id == par.pk and prise == ecrite

    def en_mots(self) -> list[tuple[str, str]]:
        """What was typed, field by field, in the words of the screen: nothing that was written disappears."""
        ecrits = []
        for champ in self:
            choix = {str(cle): mots for cle, mots in _a_plat(getattr(champ.field, "choices", ()))}
            ecrits.append((champ.label, choix.get(champ.value(), champ.value() or "")))
        return [(label, mots) for label, mots in ecrits if mots]


def _a_plat(choix) -> Iterator[tuple]:
    """The choices without their groups."""
    for cle, mots in choix:
        yield from _a_plat(mots) if isinstance(mots, list | tuple) else [(cle, mots)]


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
