"""What an agent chooses when two files become one."""

from collections.abc import Sequence

from django import forms

from spie.socle.personnes.fusion.champs import ABSORBEE, GARDEE, Cote

MOTIFS = (
    ("même personne, vérifié avec elle", "C’est la même personne, vérifié avec elle"),
    ("même personne, vérifié sur un document", "C’est la même personne, vérifié sur un document"),
    ("créée deux fois par un import", "La fiche a été créée deux fois par un import"),
    ("créée deux fois par erreur", "La fiche a été créée deux fois par erreur"),
)


class RechercheForm(forms.Form):
    q = forms.CharField(
        label="Chercher l’autre fiche",
        max_length=80,
        help_text="Un nom, une date de naissance, un numéro de dossier ou un téléphone.",
        error_messages={"required": "Écrivez un nom, une date ou un numéro."},
    )


class ReunionForm(forms.Form):
    """One choice per field that differs; the NIR has no answer in advance: it is checked on a document."""

    motif = forms.ChoiceField(
        label="Pourquoi réunir ces deux fiches",
        choices=[("", "Choisir"), *MOTIFS],
        error_messages={"required": "Dites pourquoi : cette raison est gardée dans l’historique."},
    )

    def __init__(self, *args, cotes: Sequence[Cote], **kwargs):
        super().__init__(*args, **kwargs)
        self.cotes = cotes
        for cote in cotes:
            if cote.differe:
                self.fields[cote.nom] = _choix(cote)

    @property
    def choix(self) -> dict[str, str]:
        return {cote.nom: self.cleaned_data[cote.nom] for cote in self.cotes if cote.differe}

    @property
    def lignes(self) -> list[tuple]:
        """Each field of the table: what both files say, and the choice when they disagree."""
        return [(cote, self[cote.nom] if cote.differe else None) for cote in self.cotes if cote.gardee or cote.absorbee]


def _choix(cote: Cote) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=cote.libelle,
        choices=[(GARDEE, cote.gardee), (ABSORBEE, cote.absorbee)],
        initial="" if cote.nom == "nir" else cote.propose,
        widget=forms.RadioSelect,
        error_messages={"required": f"{cote.libelle} : choisissez laquelle des deux valeurs est la bonne."},
    )
