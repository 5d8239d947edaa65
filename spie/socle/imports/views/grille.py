"""One page of the rows of an import, by status, with what one can do of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.utils.http import urlencode

from spie.socle.imports.forms.ligne import CasesForm
from spie.socle.imports.lecture.colonnes import PAR_NOM
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.services.comparaison import Changement, changements
from spie.socle.imports.states import IMPORTABLES, IMPORTEES, StatutLigne

PAR_PAGE = 50
TOUTES, A_REGARDER = "TOUTES", "REMARQUES"
_S = StatutLigne
TONS: dict[str, str] = {
    _S.A_CREER: "info",
    _S.A_COMPLETER: "info",
    _S.A_CONFIRMER: "attention",
    _S.ERREUR: "danger",
    _S.ECHEC: "danger",
    _S.CREEE: "succes",
    _S.MODIFIEE: "succes",
}
ONGLETS: dict[str, str] = {
    _S.ERREUR: "À corriger",
    _S.A_CONFIRMER: "Est-ce la même personne ?",
    _S.ECHEC: "Échecs",
    _S.A_CREER: "Nouvelles",
    _S.A_COMPLETER: "À compléter",
    _S.CREEE: "Créées",
    _S.MODIFIEE: "Complétées",
    _S.A_JOUR: "Rien à changer",
    _S.DOUBLON: "En double",
    _S.INCONNUE: "Inconnues",
}


@dataclass(frozen=True)
class Onglet:
    cle: str
    label: str
    nombre: int
    courant: bool

    @property
    def href(self) -> str:
        return f"?voir={self.cle}"


class LigneAffichee:
    """One row as the grid shows it. ``form``: its cells in error, when it can still be mended."""

    def __init__(self, ligne: LigneListe, ajouts: Sequence[Changement] = ()):
        self.ligne, self.changements, self.cellules = ligne, ajouts, ligne.cellules
        self.ton = TONS.get(ligne.statut, "neutre")
        fautifs = [nom for nom in PAR_NOM if nom in ligne.fautes]
        self.form = CasesForm(ligne=ligne, champs=fautifs) if fautifs and ligne.statut == _S.ERREUR else None

    @property
    def nom(self) -> str:
        """Whatever can be read of who it is."""
        return " ".join(filter(None, (self.cellules.get("nom"), self.cellules.get("prenom")))) or "Sans nom"

    @property
    def naissance(self) -> str:
        recue = str(self.cellules.get("naissance") or "")
        try:
            return f"{date.fromisoformat(recue):%d/%m/%Y}"
        except ValueError:
            return recue

    @property
    def cochable(self) -> bool:
        return self.ligne.statut in IMPORTABLES

    @property
    def faite(self) -> bool:
        return self.ligne.statut in IMPORTEES


class Grille:
    """``parametres``: the address (voir, apres, avant). ``au``: the day whose rules hold."""

    def __init__(self, importe: ImportListe, parametres: QueryDict, *, au: date):
        self.importe, self.parametres, self.au = importe, parametres, au

    @cached_property
    def comptes(self) -> dict[str, int]:
        return self.importe.lignes.comptes()

    def nombre(self, *statuts: str) -> int:
        return sum(self.comptes.get(statut, 0) for statut in statuts)

    @cached_property
    def voir(self) -> str:
        """The tab asked, otherwise the first one where something waits for a hand."""
        demande = self.parametres.get("voir", "")
        if demande in (*ONGLETS, TOUTES, A_REGARDER):
            return demande
        attend = (statut for statut in (_S.ERREUR, _S.A_CONFIRMER, _S.ECHEC) if self.nombre(statut))
        return next(attend, TOUTES)

    @cached_property
    def a_regarder(self) -> int:
        return self.importe.lignes.a_regarder().count()

    @property
    def onglets(self) -> list[Onglet]:
        remplis = [(statut, mots, self.nombre(statut)) for statut, mots in ONGLETS.items() if self.nombre(statut)]
        if self.a_regarder:
            remplis.append((A_REGARDER, "Avec une remarque", self.a_regarder))
        remplis.append((TOUTES, "Toutes", sum(self.comptes.values())))
        return [Onglet(str(cle), mots, nombre, cle == self.voir) for cle, mots, nombre in remplis]

    @cached_property
    def cochees(self) -> int:
        return self.importe.lignes.a_importer().count()

    @property
    def importables(self) -> int:
        return self.nombre(*IMPORTABLES)

    @cached_property
    def ressemblances(self) -> int:
        return self.importe.lignes.ressemblances().count()

    @property
    def a_mender(self) -> int:
        return self.nombre(_S.ERREUR, _S.A_CONFIRMER)

    @property
    def etape(self) -> int:
        """Where one is among the five steps: rows to mend, or rows to import."""
        return 4 if self.importe.etat == ImportListe.Etat.A_TRAITER and self.a_mender else 5

    @property
    def rejetees(self) -> int:
        return self.nombre(_S.ERREUR, _S.DOUBLON, _S.A_CONFIRMER, _S.INCONNUE, _S.ECHEC)

    # The page

    @cached_property
    def _visibles(self):
        lignes = self.importe.lignes.all()
        if self.voir == A_REGARDER:
            return lignes.a_regarder()
        return lignes if self.voir == TOUTES else lignes.filter(statut=self.voir)

    @cached_property
    def _tranche(self) -> tuple[list[LigneListe], bool, bool]:
        """The rows, and whether there are others before and after: one query, whatever the depth."""
        apres, avant = (_rang(self.parametres.get(sens, "")) for sens in ("apres", "avant"))
        if avant is not None:
            lignes = list(self._visibles.filter(rang__lt=avant).order_by("-rang")[: PAR_PAGE + 1])
            return lignes[:PAR_PAGE][::-1], len(lignes) > PAR_PAGE, True
        lignes = list(self._visibles.filter(rang__gt=apres or 0).order_by("rang")[: PAR_PAGE + 1])
        return lignes[:PAR_PAGE], bool(apres), len(lignes) > PAR_PAGE

    @cached_property
    def lignes(self) -> list[LigneAffichee]:
        montrees = self._tranche[0]
        for ligne in montrees:
            ligne.importe = self.importe
        ajouts = changements(self.importe, montrees, au=self.au)
        return [LigneAffichee(ligne, ajouts.get(ligne.pk, ())) for ligne in montrees]

    @property
    def precedent(self) -> str | None:
        lignes, encore, _ = self._tranche
        return self._adresse(avant=lignes[0].rang) if encore and lignes else None

    @property
    def suivant(self) -> str | None:
        lignes, _, encore = self._tranche
        return self._adresse(apres=lignes[-1].rang) if encore and lignes else None

    def _adresse(self, **page: int) -> str:
        return f"?{urlencode([('voir', self.voir), *page.items()])}"

    @property
    def ici(self) -> str:
        """Where one is, to come back to it after a row is mended."""
        page = {cle: str(self.parametres[cle]) for cle in ("apres", "avant") if cle in self.parametres}
        return f"?{urlencode([('voir', self.voir), *page.items()])}"


def _rang(texte: str) -> int | None:
    """Nonsense in the address is the first page."""
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 10 else None
