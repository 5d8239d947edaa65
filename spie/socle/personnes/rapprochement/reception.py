"""From the cells of a row to a ``LigneRecue``: everything is read, what cannot be is said cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from spie.socle.personnes.identite import Lecture, courriel, dates, matricule, nir, noms, telephone
from spie.socle.personnes.identite.lecture import texte_de
from spie.socle.personnes.identite.nir import coherence
from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement.decision import LigneRecue


@dataclass
class Recue:
    """The row as it can be compared, with what is wrong and what is worth a look: column → sentences."""

    rang: int
    champs: dict = field(repr=False, default_factory=dict)
    erreurs: dict[str, str] = field(default_factory=dict)
    avertissements: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ligne(self) -> LigneRecue:
        return LigneRecue(rang=self.rang, **self.champs)

    def retenir(self, colonne: str, lu: Lecture):
        """Keep what a reading says, and give its value."""
        if lu.raison:
            self.erreurs[colonne] = lu.raison
        if lu.avertissements:
            self.avertissements[colonne] = self.avertissements.get(colonne, ()) + lu.avertissements
        return lu.valeur


def recevoir(cellules: Mapping[str, object], *, rang: int, departement: str, au: date) -> Recue:
    """Read the cells, named as the fields of ``LigneRecue`` (``telephones`` and ``courriels``: one cell or a list).

    Titles, roles and columns are translated before, by whoever knows the source. ``au``: the day of today, for births.
    """
    recue = Recue(rang)
    recue.champs |= {
        nom: texte_de(cellules.get(nom)) for nom in ("numero_demande", "role", "sexe", "commune_naissance")
    }
    _noms(recue, cellules)
    recue.champs["naissance"] = recue.retenir("naissance", dates.lire_naissance(cellules.get("naissance"), au=au))
    _numeros(recue, cellules, departement)
    recue.champs["telephones"] = _plusieurs(
        recue, "telephones", cellules, lambda c: telephone.lire_plusieurs(c, departement=departement), "e164"
    )
    recue.champs["courriels"] = _plusieurs(recue, "courriels", cellules, lambda c: [courriel.lire(c)], "adresse")
    return recue


def _noms(recue: Recue, cellules: Mapping[str, object]) -> None:
    nom, naissance = (recue.retenir(c, noms.lire(cellules.get(c))) for c in ("nom", "nom_naissance"))
    recue.champs["nom"] = nom.usage if nom else ""
    recue.champs["nom_naissance"] = naissance.usage if naissance else nom.naissance if nom else ""
    for colonne in ("prenom", "autres_prenoms"):
        recue.champs[colonne] = recue.retenir(colonne, noms.lire_prenom(cellules.get(colonne))) or ""


def _numeros(recue: Recue, cellules: Mapping[str, object], departement: str) -> None:
    """An MSA number that is a NIR is also the NIR of the claimant, when the row has no other."""
    numero = recue.retenir("matricule", matricule.lire(cellules.get("matricule")))
    lu = recue.retenir("nir", nir.lire(cellules.get("nir")))
    if lu is None and numero and numero.nir and recue.champs["role"] == Personne.Role.DEMANDEUR:
        lu = numero.nir
    recue.champs |= {"nir": lu, "matricule": numero.cle(departement=departement) if numero else ""}
    if lu and (dits := coherence(lu, sexe=recue.champs["sexe"], naissance=recue.champs["naissance"])):
        recue.avertissements["nir"] = recue.avertissements.get("nir", ()) + dits


def _plusieurs(recue: Recue, colonne: str, cellules, lire: Callable, attribut: str) -> tuple[str, ...]:
    """Every value of one or several cells, once; what is wrong in one does not lose the others."""
    donnees = cellules.get(colonne) or ()
    lus = [lu for cellule in (donnees if isinstance(donnees, list | tuple) else [donnees]) for lu in lire(cellule)]
    valeurs = [recue.retenir(colonne, lu) for lu in lus]
    return tuple(dict.fromkeys(getattr(valeur, attribut) for valeur in valeurs if valeur))
