"""What an agent chooses when two files become one."""

from django import forms

from spie.socle.personnes.fusion.apercu import Apercu
from spie.socle.personnes.fusion.champs import ABSORBEE, GARDEE, Cote

SUR_DOCUMENT = "même personne, vérifié sur un document"
MOTIFS = (
    ("même personne, vérifié avec elle", "C’est la même personne, vérifié avec elle"),
    (SUR_DOCUMENT, "C’est la même personne, vérifié sur un document"),
    ("créée deux fois par une liste ou un fichier", "La fiche a été créée deux fois par une liste ou un fichier"),
    ("créée deux fois par erreur", "La fiche a été créée deux fois par erreur"),
)
NIR_A_VERIFIER = "Deux numéros de sécurité sociale différents : il faut l’avoir vérifié sur un document."
CHANGEE = "L’une des deux fiches a changé pendant que vous compariez. Relisez, puis confirmez de nouveau."


class RechercheFicheForm(forms.Form):
    q = forms.CharField(
        label="Un nom, une date de naissance, un numéro ou un téléphone",
        max_length=80,
        min_length=2,
        error_messages={
            "required": "Écrivez un nom, une date ou un numéro.",
            "min_length": "Écrivez au moins deux lettres.",
        },
    )


class ReunionForm(forms.Form):
    """One choice per field that differs; the NIR has no answer in advance: it is checked on a document."""

    motif = forms.ChoiceField(
        label="Pourquoi réunir ces deux fiches",
        choices=[("", "Choisir"), *MOTIFS],
        error_messages={"required": "Dites pourquoi : cette raison est gardée dans l’historique."},
    )
    vu = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, apercu: Apercu, deux_nir: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.apercu, self.deux_nir = apercu, deux_nir
        self.fields["vu"].initial = apercu.empreinte
        for cote in self.a_choisir:
            self.fields[cote.nom] = _choix(cote)

    @property
    def a_choisir(self) -> list[Cote]:
        return [cote for cote in self.apercu.cotes if cote.differe]

    @property
    def choix(self) -> dict[str, str]:
        return {cote.nom: self.cleaned_data[cote.nom] for cote in self.a_choisir}

    @property
    def lignes(self) -> list[tuple]:
        """What changes on the file that stays: by a choice when the two disagree, without when it knew nothing."""
        completes = [cote for cote in self.apercu.cotes if cote.absorbee and not cote.gardee]
        return [(cote, self[cote.nom]) for cote in self.a_choisir] + [(cote, None) for cote in completes]

    @property
    def inchangees(self) -> list[Cote]:
        """What both say alike, and what only the file that stays knows."""
        return [cote for cote in self.apercu.cotes if cote.gardee and not cote.differe]

    def clean(self):
        donnees = super().clean()
        if self.deux_nir and donnees.get("motif", SUR_DOCUMENT) != SUR_DOCUMENT:
            self.add_error("motif", NIR_A_VERIFIER)
        if donnees.get("vu") != self.apercu.empreinte:
            self.add_error(None, CHANGEE)
            self.data = self.data.copy()
            self.data["vu"] = self.apercu.empreinte
        return donnees


def _choix(cote: Cote) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=cote.libelle,
        choices=[(GARDEE, cote.gardee), (ABSORBEE, cote.absorbee)],
        initial="" if cote.nom == "nir" else cote.propose,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez laquelle des deux valeurs est la bonne."},
    )
