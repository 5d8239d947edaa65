"""The attendance sheet and the qualification of an absence."""

from django import forms

from parcours.models import Convocation
from parcours.services.emargement import Constat, lettre, marque

PRESENCES = [("P", "Présente"), ("A", "Absente"), ("E", "Excusée")]
MOTIFS = [
    "Santé ou hospitalisation",
    "Enfant malade ou sans garde",
    "Emploi, formation ou entretien",
    "Convocation d’une autre administration",
    "Pas de moyen de transport",
    "Deuil",
    "Convocation non reçue",
    "Difficulté avec la langue",
    "Violences",
    "Aucune raison donnée",
    "Autre raison",
]


class LigneForm(forms.Form):
    """One person of the sheet. Nothing is required: a row can wait."""

    presence = forms.ChoiceField(choices=PRESENCES, required=False)
    identite_vue = forms.BooleanField(required=False)
    domicile_vu = forms.BooleanField(required=False)
    lu = forms.CharField(max_length=3)

    def __init__(self, *args, convocation: Convocation, **kwargs):
        initial = {
            "presence": lettre(convocation),
            "identite_vue": convocation.identite_vue,
            "domicile_vu": convocation.domicile_vu,
            "lu": marque(convocation),
        }
        super().__init__(*args, prefix=convocation.pk.hex, initial=initial, **kwargs)
        self.convocation, self.conflit = convocation, None

    def clean(self):
        donnees = super().clean()
        pieces = donnees.get("identite_vue") or donnees.get("domicile_vu")
        if pieces and donnees.get("presence") != "P":
            raise forms.ValidationError("Une pièce est cochée : la personne est-elle présente ?")
        return donnees

    def constat(self) -> Constat:
        return Constat(convocation_id=self.convocation.pk, **self.cleaned_data)

    def en_conflit(self, conflit) -> None:
        """Show both, keep what was typed, and let the next recording be a choice made knowingly."""
        self.conflit = conflit
        self.data = self.data.copy()
        self.data[self.add_prefix("lu")] = marque(conflit.convocation)


class FeuilleForm:
    """The rows of one sheet, read together."""

    def __init__(self, convocations, donnees=None):
        self.lignes = [LigneForm(donnees, convocation=convocation) for convocation in convocations]

    def is_valid(self) -> bool:
        return not self.en_erreur

    def constats(self) -> list[Constat]:
        return [ligne.constat() for ligne in self.lignes]

    def signaler(self, conflits) -> None:
        par_ligne = {conflit.convocation.pk: conflit for conflit in conflits}
        for ligne in self.lignes:
            if conflit := par_ligne.get(ligne.convocation.pk):
                ligne.en_conflit(conflit)

    @property
    def en_erreur(self) -> list[LigneForm]:
        return [ligne for ligne in self.lignes if ligne.errors]

    @property
    def conflits(self) -> list[LigneForm]:
        return [ligne for ligne in self.lignes if ligne.conflit]


class QualificationForm(forms.Form):
    retenu = forms.TypedChoiceField(
        label="Le motif est-il retenu ?",
        choices=[("oui", "Oui, l’absence est justifiée"), ("non", "Non, l’absence n’est pas justifiée")],
        widget=forms.RadioSelect,
        coerce=lambda valeur: valeur == "oui",
        error_messages={"required": "Dites si le motif est retenu."},
    )
    motif = forms.ChoiceField(
        label="Ce que la personne a dit",
        choices=[("", "Choisir"), *((motif, motif) for motif in MOTIFS)],
        error_messages={"required": "Choisissez ce que la personne a dit."},
    )
    precision = forms.CharField(label="Précision", max_length=100, required=False, help_text="Rien sur la santé.")

    def motif_complet(self) -> str:
        donnees = self.cleaned_data
        return " – ".join(mots for mots in (donnees["motif"], donnees["precision"]) if mots)
