"""Say what each column is, and what its words mean: asked once for each source."""

from django import forms

from spie.socle.imports.lecture.colonnes import PAR_NOM, champs_de, mots_inconnus
from spie.socle.imports.models import ImportListe

EXEMPLES = 3
LAISSER = ("", "Laisser de côté")
PLUS_TARD = ("", "À corriger ligne par ligne")
NOUVEAUX_MOTS = "Des mots de ces colonnes ne sont pas compris : dites ce qu’ils veulent dire, puis continuez."
DEUX_FOIS = "« {libelle} » est déjà reliée à une autre colonne."


class ColonnesForm(forms.Form):
    """``colonne_N``: the field of the Nth header. ``mot_N_M``: the sense of one of its words that nobody knows."""

    def __init__(self, *args, importe: ImportListe, **kwargs):
        super().__init__(*args, **kwargs)
        self.importe, self.apercu = importe, importe.apercu
        self.titres = [titre for titre in importe.entetes if titre]
        choix = [LAISSER, *((champ.nom, champ.libelle) for champ in champs_de(importe.source.nature))]
        for rang, titre in enumerate(self.titres):
            self.fields[f"colonne_{rang}"] = forms.ChoiceField(
                label=titre, choices=choix, required=False, initial=importe.colonnes.get(titre, "")
            )
        self.mots = {nom: mot for rang in range(len(self.titres)) for nom, mot in self._poser_mots(rang)}

    def _champ(self, rang: int) -> str:
        """What the column is, as answered or as known so far."""
        nom = f"colonne_{rang}"
        return self.data.get(nom, "") if self.is_bound else self.fields[nom].initial

    def _poser_mots(self, rang: int):
        champ = PAR_NOM.get(self._champ(rang))
        if champ is None or not champ.sens:
            return
        valeurs = self.apercu.get(self.titres[rang], [])
        for numero, mot in enumerate(mots_inconnus(champ.nom, valeurs, self.importe.source.mots.get(champ.nom, {}))):
            nom = f"mot_{rang}_{numero}"
            self.fields[nom] = forms.ChoiceField(
                label=f"« {mot} » ({champ.libelle})", choices=[PLUS_TARD, *champ.sens], required=False
            )
            yield nom, (champ.nom, mot)

    def clean(self):
        donnees, pris = super().clean(), set()
        for rang in range(len(self.titres)):
            champ = PAR_NOM.get(donnees.get(f"colonne_{rang}"))
            if champ and champ.nom in pris and not champ.plusieurs:
                self.add_error(f"colonne_{rang}", DEUX_FOIS.format(libelle=champ.libelle))
            pris |= {champ.nom} if champ else set()
        if any(nom not in self.data for nom in self.mots):
            self.add_error(None, NOUVEAUX_MOTS)
        return donnees

    @property
    def lignes(self) -> list[tuple]:
        """Each column: its title, some of its values, its choice, its errors."""
        return [
            (titre, self.apercu.get(titre, [])[:EXEMPLES], self[f"colonne_{rang}"])
            for rang, titre in enumerate(self.titres)
        ]

    @property
    def champs_mots(self) -> list:
        return [self[nom] for nom in self.mots]

    @property
    def colonnes(self) -> dict[str, str]:
        return {titre: self.cleaned_data[f"colonne_{rang}"] for rang, titre in enumerate(self.titres)}

    @property
    def sens(self) -> dict[str, dict[str, str]]:
        """Field → {word: sense}, for those that were answered."""
        appris: dict[str, dict[str, str]] = {}
        for nom, (champ, mot) in self.mots.items():
            if sens := self.cleaned_data.get(nom):
                appris.setdefault(champ, {})[mot] = sens
        return appris
