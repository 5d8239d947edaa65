"""What is typed of the ways of reaching a person."""

from django import forms

from spie.socle.interface.champs import JourField
from spie.socle.interface.conflit import FormulaireVersionne
from spie.socle.personnes.identite import courriel, telephone
from spie.socle.personnes.models import Contact, Opposition
from spie.socle.personnes.services.contact import MODIFIABLES
from spie.socle.territoires.isolation import code_courant

FINS = (
    ("ne répond plus", "Ne répond plus"),
    ("a changé de numéro ou d'adresse", "La personne en a changé"),
    ("erreur de saisie", "C’était une erreur de saisie"),
    ("n'est pas à la personne", "Ce n’est pas à la personne"),
    ("demandé par la personne", "La personne ne veut plus qu’on l’utilise"),
)


class ContactForm(FormulaireVersionne):
    """Whose it is: what may be corrected of a contact. Another number is another contact."""

    champs = MODIFIABLES
    textes_libres = ("precision",)

    titulaire = forms.ChoiceField(
        label="À qui est-ce ?", choices=Contact.Titulaire.choices, widget=forms.RadioSelect, initial="PERSONNE"
    )
    precision = forms.CharField(
        label="Précision", max_length=80, required=False, help_text="Par exemple : sa sœur, le CCAS."
    )
    est_partage = forms.BooleanField(
        label="D’autres personnes s’en servent", required=False, help_text="On n’y laisse pas de message personnel."
    )


class NouveauContactForm(ContactForm):
    """``valeur`` is a telephone or a mail: the form sees which."""

    field_order = ("valeur", *MODIFIABLES)

    valeur = forms.CharField(
        label="Téléphone ou courriel",
        max_length=120,
        error_messages={"required": "Écrivez un numéro de téléphone ou un courriel."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_valeur(self):
        recu = self.cleaned_data["valeur"]
        lu = courriel.lire(recu) if "@" in recu else telephone.lire(recu, departement=code_courant())
        if lu.valeur is None:
            raise forms.ValidationError(lu.raison[:1].upper() + lu.raison[1:] or "Écrivez un numéro ou un courriel.")
        return lu.valeur

    def champs_du_contact(self) -> dict:
        """What the service wants."""
        donnees, lue = {nom: self.cleaned_data[nom] for nom in MODIFIABLES}, self.cleaned_data["valeur"]
        if isinstance(lue, courriel.Courriel):
            partage = donnees["est_partage"] or lue.est_partage
            return donnees | {"nature": Contact.Nature.COURRIEL, "valeur": lue.adresse, "est_partage": partage}
        return donnees | {"nature": Contact.Nature.TELEPHONE, "valeur": lue.e164, "est_mobile": lue.recoit_sms}


class FinContactForm(forms.Form):
    motif = forms.ChoiceField(
        label="Pourquoi", choices=FINS, widget=forms.RadioSelect, error_messages={"required": "Dites pourquoi."}
    )


class OppositionForm(forms.Form):
    """The person refuses a channel. The day is when they said it."""

    canal = forms.ChoiceField(
        label="La personne ne veut plus de", choices=Opposition.Canal.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que la personne refuse."},
    )  # fmt: skip
    dite_le = JourField(label="Elle l’a dit le")

    def __init__(self, *args, aujourd_hui, **kwargs):
        super().__init__(*args, initial={"dite_le": aujourd_hui}, **kwargs)
        self.aujourd_hui = aujourd_hui

    def clean_dite_le(self):
        if self.cleaned_data["dite_le"] > self.aujourd_hui:
            raise forms.ValidationError("Cette date n’est pas encore passée.")
        return self.cleaned_data["dite_le"]
