"""Two agents wrote the same block: show « ce que vous avez écrit » and « ce qui est enregistré », lose nothing.

A form that takes part names its ``champs`` and bears two hidden fields: ``version``, and what each field was when the
page was opened (``show_hidden_initial``). The answer to the page of conflict is the same form again.
"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

MIEN, ENREGISTRE, LES_DEUX = "mien", "enregistre", "deux"


class FormulaireVersionne(forms.Form):
    """The base of a form on a block: the subclass says its ``champs`` and which of them are free texts."""

    champs: tuple[str, ...] = ()
    textes_libres: tuple[str, ...] = ()

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom in self.champs:
            self.fields[nom].show_hidden_initial = True


@dataclass(frozen=True)
class Difference:
    """One field on which the two disagree. ``choix``: what is offered first."""

    nom: str
    label: str
    mien: str
    enregistre: str
    choix: str
    texte_libre: bool


def differences(form: FormulaireVersionne, enregistre: dict) -> list[Difference]:
    """Compare a valid form with what is recorded now; a field the agent did not touch leans to what is recorded."""
    return [
        Difference(
            nom=nom,
            label=str(form.fields[nom].label),
            mien=en_mots(form, nom, form.cleaned_data[nom]),
            enregistre=en_mots(form, nom, enregistre[nom]),
            choix=MIEN if nom in form.changed_data else ENREGISTRE,
            texte_libre=nom in form.textes_libres,
        )
        for nom in form.champs
        if form.cleaned_data[nom] != enregistre[nom]
    ]


def en_mots(form: forms.Form, nom: str, valeur) -> str:
    """A value as one reads it: the words of a choice, a French date."""
    if valeur in (None, "", []):
        return "rien"
    choix = {str(code): str(mots) for code, mots in getattr(form.fields[nom], "choices", ())}
    if isinstance(valeur, list | tuple):
        return ", ".join(choix.get(str(v), str(v)) for v in valeur)
    if isinstance(valeur, bool):
        return choix.get(str(valeur)) or ("oui" if valeur else "non")
    if hasattr(valeur, "strftime"):
        return f"{valeur:%d/%m/%Y}"
    return choix.get(str(valeur), str(valeur))


def arbitrer(donnees: QueryDict, form: FormulaireVersionne, enregistre: dict) -> QueryDict:
    """Apply what the agent chose on the page of conflict: « garder-nom=enregistre » takes what is recorded."""
    choisies = donnees.copy()
    for nom in form.champs:
        garder = donnees.get(f"garder-{nom}")
        if garder == ENREGISTRE:
            valeur = form.fields[nom].prepare_value(enregistre[nom])
            choisies.setlist(nom, valeur if isinstance(valeur, list) else ["" if valeur is None else str(valeur)])
        elif garder == LES_DEUX and nom in form.textes_libres and enregistre[nom]:
            choisies[nom] = f"{enregistre[nom]} / {donnees.get(nom, '')}"
    return choisies


class Saisie:
    """A request on a versioned form. ``enregistre``: the values recorded now, ``version``: theirs."""

    def __init__(
        self, request: HttpRequest, formulaire: type[FormulaireVersionne], *, enregistre: dict, version, **options
    ):
        self.request, self.formulaire, self.enregistre = request, formulaire, enregistre
        self.version, self.options = str(version), options
        self.form = self._form()

    def _form(self) -> FormulaireVersionne:
        initial = self.enregistre | {"version": self.version}
        vierge = self.formulaire(initial=initial, **self.options)
        if self.request.method != "POST":
            return vierge
        self.donnees = arbitrer(self.request.POST, vierge, self.enregistre)
        return self.formulaire(self.donnees, initial=initial, **self.options)

    def reponse(self, gabarit: str, contexte: dict) -> HttpResponse | None:
        """The page to show, or None when the form can be written."""
        contexte = contexte | {"form": self.form}
        if not self.form.is_bound:
            return render(self.request, gabarit, contexte)
        if not self.form.is_valid():
            return render(self.request, gabarit, contexte, status=422)
        if self.form.cleaned_data["version"] == self.version:
            return None
        ecarts = differences(self.form, self.enregistre)
        if not ecarts:
            return None
        contexte |= {"ecarts": ecarts, "version": self.version, "donnees": self._donnees()}
        contexte["les_deux"] = any(ecart.texte_libre for ecart in ecarts)
        return render(self.request, "interface/conflit.html", contexte, status=409)

    @property
    def valeurs(self) -> dict:
        """What the service wants, the version being the one just compared."""
        return {nom: self.form.cleaned_data[nom] for nom in self.form.cleaned_data if nom != "version"}

    def _donnees(self) -> list[tuple[str, str]]:
        """Everything that was typed, to be sent again with the choices."""
        exclues = ("version", "csrfmiddlewaretoken")
        return [
            (nom, valeur)
            for nom, valeurs in self.donnees.lists()
            if nom not in exclues and not nom.startswith("garder-")
            for valeur in valeurs
        ]
