"""What is typed of who a person is, and of how to talk with them."""

from datetime import date

from django import forms

from spie.socle.interface.champs import JourField
from spie.socle.interface.conflit import FormulaireVersionne
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.identite.nir import lire as lire_nir
from spie.socle.personnes.langues import LANGUES
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services.identite import ECHANGES, IDENTITE

MOTIFS = (
    ("pièce d'identité vue", "J’ai vu une pièce d’identité"),
    ("dit par la personne", "La personne me l’a dit"),
    ("faute de frappe", "C’était une faute de frappe"),
    ("mariage, divorce ou changement de nom", "Mariage, divorce ou changement de nom"),
    ("information d'un partenaire", "Un partenaire me l’a dit"),
)
SANS_NIR = (
    ("en cours d'attribution", "Il est en cours d’attribution"),
    ("la personne ne le connaît pas", "La personne ne le connaît pas"),
    ("née à l'étranger, pas encore immatriculée", "Née à l’étranger, pas encore immatriculée"),
)
NAISSANCE_MINIMUM = date(1900, 1, 1)


class IdentiteForm(FormulaireVersionne):
    champs = IDENTITE

    nom = forms.CharField(
        label="Nom d’usage", max_length=80, help_text="Le nom que la personne porte aujourd’hui.",
        error_messages={"required": "Écrivez le nom de la personne."},
    )  # fmt: skip
    nom_naissance = forms.CharField(label="Nom de naissance", max_length=80, required=False)
    prenom = forms.CharField(
        label="Prénom", max_length=80, error_messages={"required": "Écrivez le prénom de la personne."}
    )
    autres_prenoms = forms.CharField(label="Autres prénoms", max_length=120, required=False)
    date_naissance = JourField(label="Date de naissance", required=False)
    sexe = forms.ChoiceField(
        label="Sexe", choices=[("", "non connu"), *Personne.Sexe.choices], required=False, widget=forms.RadioSelect
    )
    commune_naissance = forms.CharField(label="Commune de naissance", max_length=80, required=False)
    pays_naissance = forms.CharField(label="Pays de naissance", max_length=60, required=False)
    nationalite = forms.ChoiceField(
        label="Nationalité", choices=[("", "non connue"), *Personne.Nationalite.choices], required=False,
        help_text="Un groupe de pays, comme la CAF le donne.",
    )  # fmt: skip
    motif = forms.ChoiceField(label="Pourquoi cette correction", choices=[("", "Choisir"), *MOTIFS])

    def __init__(self, *args, aujourd_hui: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.aujourd_hui = aujourd_hui

    def clean_date_naissance(self):
        naissance = self.cleaned_data["date_naissance"]
        if naissance and not NAISSANCE_MINIMUM <= naissance <= self.aujourd_hui:
            raise forms.ValidationError("Cette date de naissance n’est pas possible : vérifiez l’année.")
        return naissance


class SansRappel(forms.TextInput):
    """Never shows again what was typed: a NIR does not stay on a screen."""

    def format_value(self, value):
        return None


class NirForm(forms.Form):
    """The number, or why there is none."""

    nir = forms.CharField(
        label="Numéro de sécurité sociale", max_length=25, required=False, help_text="13 ou 15 caractères.",
        widget=SansRappel(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    raison = forms.ChoiceField(
        label="Ou pourquoi il n’y en a pas", choices=[("", "Il y en a un"), *SANS_NIR], required=False
    )

    def clean_nir(self) -> Nir | None:
        lu = lire_nir(self.cleaned_data["nir"])
        if lu.raison:
            raise forms.ValidationError(lu.raison[:1].upper() + lu.raison[1:])
        return lu.valeur

    def clean(self):
        donnees = super().clean()
        if "nir" in donnees and bool(donnees["nir"]) == bool(donnees.get("raison")):
            self.add_error("nir", "Écrivez le numéro, ou choisissez pourquoi il n’y en a pas.")
        return donnees


class EchangesForm(FormulaireVersionne):
    champs = ECHANGES

    langues = forms.MultipleChoiceField(
        label="Langues parlées",
        required=False,
        choices=list(LANGUES.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "en-colonnes"}),
    )
    besoin_interprete = forms.TypedChoiceField(
        label="Faut-il un ou une interprète ?",
        choices=[("", "pas encore demandé"), ("True", "oui"), ("False", "non")],
        coerce=lambda valeur: valeur == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    langue_interprete = forms.ChoiceField(
        label="Dans quelle langue", choices=[("", "Choisir"), *LANGUES.items()], required=False
    )
    canal_prefere = forms.ChoiceField(
        label="La personne préfère", choices=[("", "pas de préférence"), *Personne.Canal.choices], required=False
    )

    def clean(self):
        donnees = super().clean()
        demande, langue = donnees.get("besoin_interprete"), donnees.get("langue_interprete")
        if demande and not langue:
            self.add_error("langue_interprete", "Choisissez la langue de l’interprète.")
        if langue and not demande:
            self.add_error("besoin_interprete", "Vous avez choisi une langue d’interprète : répondez « oui ».")
        return donnees
