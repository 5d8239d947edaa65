"""What is typed of who a person is, and of how to talk with them."""

from datetime import date

from django import forms

from spie.socle.interface.champs import JourField
from spie.socle.interface.conflit import FormulaireVersionne
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
