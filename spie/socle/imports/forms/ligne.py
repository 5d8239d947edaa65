"""The cells of one row as inputs, the answer « who is it », the rows that are picked."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django import forms

from spie.socle.imports.lecture.colonnes import PAR_NOM, Champ
from spie.socle.imports.models import LigneListe
from spie.socle.imports.services.correction import CASE_MAX
from spie.socle.personnes.identite import matricule, nir


def texte_de(valeur) -> str:
    return ", ".join(valeur) if isinstance(valeur, list) else str(valeur or "")


def montrables(ligne: LigneListe, champs: Iterable[Champ]) -> list[str]:
    """The cells that may be shown whole: a number of social security that can be read is not one of them."""
    cellules = ligne.cellules
    return [champ.nom for champ in champs if not _est_un_nir(champ.nom, cellules.get(champ.nom))]


def _est_un_nir(champ: str, valeur) -> bool:
    if champ == "matricule":
        numero = matricule.lire(valeur).valeur
        return bool(numero and numero.nir)
    return champ == "nir" and bool(nir.lire(valeur).valeur)


class CasesForm(forms.Form):
    """One input per cell; a cell in error says why. ``champs``: which cells."""

    def __init__(self, *args, ligne: LigneListe, champs: Iterable[str], **kwargs):
        super().__init__(*args, **{"auto_id": f"l{ligne.rang}-%s", **kwargs})
        self.ligne, cellules = ligne, ligne.cellules
        for nom in champs:
            self.fields[nom] = _case(nom, texte_de(cellules.get(nom)), self._id_faute(nom))

    def _id_faute(self, nom: str) -> str:
        """Where the sentence stands that says what is wrong; empty when nothing is."""
        return f"l{self.ligne.rang}-{nom}-faute" if nom in self.ligne.fautes else ""

    @property
    def cases(self) -> Mapping[str, str]:
        """What was typed, for the cells that were shown."""
        return {nom: self.cleaned_data[nom] for nom in self.fields if nom in self.data}

    @property
    def fautives(self) -> list[tuple]:
        """Each input with the sentence that says what is wrong."""
        return [(self[nom], self.ligne.fautes.get(nom, "")) for nom in self.fields]


def _case(nom: str, valeur: str, faute: str) -> forms.Field:
    defini = PAR_NOM[nom]
    attributs = {"autocomplete": "off", "spellcheck": "false", "class": "form-control-sm"}
    if faute:
        attributs |= {"aria-invalid": "true", "aria-describedby": faute}
    if not defini.sens:
        return forms.CharField(
            label=defini.libelle,
            initial=valeur,
            required=False,
            max_length=CASE_MAX,
            widget=forms.TextInput(attrs=attributs),
        )
    connus = [(mot, mot) for _, mot in defini.sens]
    gardee = [(valeur, valeur)] if valeur and valeur not in dict(connus) else []
    return forms.ChoiceField(
        label=defini.libelle,
        initial=valeur,
        required=False,
        choices=[("", "Laisser vide"), *gardee, *connus],
        widget=forms.Select(attrs={**attributs, "class": "form-select-sm"}),
    )


class ChoixForm(forms.Form):
    """``personne``: one of those who look alike; empty for someone else."""

    personne = forms.UUIDField(required=False)


class CochesForm(forms.Form):
    """The rows shown, and those of them that are picked."""

    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
        self.montrees = _identifiants(data.getlist("montree"))
        self.cochees = _identifiants(data.getlist("cochee"))


def _identifiants(textes: Iterable[str]) -> set[UUID]:
    """What is not an identifier is left out: nobody typed it."""
    lus = set()
    for texte in textes:
        try:
            lus.add(UUID(texte))
        except ValueError:
            continue
    return lus
