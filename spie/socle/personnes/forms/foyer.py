"""What is typed of where a household lives, and of who goes away from it."""

from datetime import date

from django import forms

from spie.socle.interface.champs import JourField
from spie.socle.interface.conflit import FormulaireVersionne
from spie.socle.personnes.models import Adresse

LIGNES = ("complement", "voie", "lieu_dit", "code_postal", "ville")
SEPARATIONS = (
    ("séparation du couple", "Le couple s’est séparé"),
    ("départ du foyer parental", "La personne quitte le foyer de ses parents"),
    ("autre raison", "Une autre raison"),
)


class AdresseForm(FormulaireVersionne):
    """A new address. What it replaces is kept with its end."""

    champs = ("nature", "organisme", "attestation_au", *LIGNES, "sans_domicile_fixe")
    textes_libres = ("complement",)

    nature = forms.ChoiceField(label="Cette adresse est", choices=Adresse.Nature.choices, widget=forms.RadioSelect)
    organisme = forms.CharField(
        label="Organisme de domiciliation", max_length=120, required=False,
        help_text="Le CCAS ou l’association qui reçoit le courrier. Seulement pour une domiciliation.",
    )  # fmt: skip
    attestation_au = JourField(label="Attestation valable jusqu’au", required=False)
    complement = forms.CharField(
        label="Complément", max_length=80, required=False, help_text="Chez qui, bâtiment, étage, appartement."
    )
    voie = forms.CharField(label="Numéro et rue", max_length=80, required=False)
    lieu_dit = forms.CharField(label="Lieu-dit", max_length=40, required=False)
    code_postal = forms.RegexField(
        r"\d{5}", label="Code postal", max_length=5, error_messages={"invalid": "Un code postal a 5 chiffres."}
    )
    ville = forms.CharField(label="Commune", max_length=40, error_messages={"required": "Écrivez la commune."})
    sans_domicile_fixe = forms.BooleanField(label="La personne est sans domicile fixe", required=False)
    du = JourField(label="Depuis le")

    def __init__(self, *args, aujourd_hui: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.aujourd_hui = aujourd_hui
        self.fields["du"].initial = aujourd_hui

    def clean_du(self):
        if self.cleaned_data["du"] > self.aujourd_hui:
            raise forms.ValidationError("Cette date n’est pas encore passée.")
        return self.cleaned_data["du"]

    def clean(self):
        donnees = super().clean()
        domiciliee = donnees.get("nature") == Adresse.Nature.DOMICILIATION
        if domiciliee and not donnees.get("organisme"):
            self.add_error("organisme", "Écrivez le nom de l’organisme qui reçoit le courrier.")
        if not domiciliee:
            donnees |= {"organisme": "", "attestation_au": None}
        if not (domiciliee or donnees.get("voie") or donnees.get("lieu_dit")):
            self.add_error("voie", "Écrivez la rue ou le lieu-dit.")
        return donnees


class SeparationForm(forms.Form):
    depuis = JourField(label="Depuis le")
    motif = forms.ChoiceField(
        label="Pourquoi", choices=SEPARATIONS, widget=forms.RadioSelect, error_messages={"required": "Dites pourquoi."}
    )

    def __init__(self, *args, aujourd_hui: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.aujourd_hui = aujourd_hui
        self.fields["depuis"].initial = aujourd_hui

    def clean_depuis(self):
        if self.cleaned_data["depuis"] > self.aujourd_hui:
            raise forms.ValidationError("Cette date n’est pas encore passée.")
        return self.cleaned_data["depuis"]
