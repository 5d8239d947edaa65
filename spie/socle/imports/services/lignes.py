"""From the cells of a row to what will be done of it, and why."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spie.socle.imports.lecture.colonnes import PAR_NOM, traduire
from spie.socle.imports.models import LigneListe, SourceListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.reprise import Referents, Reprise, lire_reprise
from spie.socle.personnes.identite.lecture import texte_de
from spie.socle.personnes.rapprochement import LigneRecue, Recue, cles_de, recevoir
from spie.socle.territoires.chiffrement import cle
from spie.socle.territoires.isolation import code_courant

MOT_INCONNU = "« {mot} » n'est pas compris : corrigez-le, ou dites ce qu'il veut dire dans « Colonnes »."
SANS_IDENTITE = "il manque le nom ou le prénom."


def cellules_de(entetes: Sequence[str], cellules: Sequence[object], colonnes: Mapping[str, str]) -> dict:
    """Name the cells of a row by their fields; a field that several columns feed is a list."""
    nommees: dict = {}
    for entete, cellule in zip(entetes, cellules, strict=False):
        champ, texte = colonnes.get(entete), texte_de(cellule) if not isinstance(cellule, date) else cellule.isoformat()
        if champ and PAR_NOM[champ].plusieurs:
            nommees.setdefault(champ, []).extend([texte] if texte else [])
        elif champ:
            nommees[champ] = texte
    return nommees


@dataclass
class Lue(Recue):
    """A row as it was read, with what it says of a follow-up in course."""

    reprise: Reprise | None = None


class Lecteur:
    """Reads the rows of one source, with the words that it taught us. ``au``: the day of today."""

    def __init__(self, source: SourceListe, *, au: date):
        self.mots, self.au = source.mots, au
        self.referents = Referents.lire() if source.nature == NatureSource.REPRISE else None

    def lire(self, cellules: Mapping, *, rang: int) -> Lue:
        """Read the cells; a word that nobody knows is a fault of its cell."""
        traduites, inconnus = self._traduire(cellules)
        lue = Lue(**vars(recevoir(traduites, rang=rang, departement=code_courant(), au=self.au)))
        if self.referents:
            lue.reprise = lire_reprise(lue, traduites, self.referents, au=self.au)
        lue.erreurs |= inconnus
        if not (lue.champs["nom"] and lue.champs["prenom"]) and lue.champs["nir"] is None:
            lue.erreurs.setdefault("prenom" if lue.champs["nom"] else "nom", SANS_IDENTITE)
        return lue

    def _traduire(self, cellules: Mapping) -> tuple[dict, dict[str, str]]:
        traduites, inconnus = dict(cellules), {}
        for champ, mot in cellules.items():
            if PAR_NOM[champ].sens and mot:
                traduites[champ] = traduire(champ, mot, self.mots.get(champ, {})) or ""
                if not traduites[champ]:
                    inconnus[champ] = MOT_INCONNU.format(mot=mot[:30])
        return traduites, inconnus


def empreintes(ligne: LigneRecue) -> list[str]:
    """By what another row of the file would be the same person, hashed with the key of the département."""
    secret = cle("import:doublons", code_courant())
    return sorted(hmac.new(secret, repr(c).encode(), hashlib.sha256).hexdigest()[:32] for c in cles_de(ligne))


def poser(ligne: LigneListe, issue: Mapping) -> LigneListe:
    for nom, valeur in issue.items():
        setattr(ligne, nom, valeur)
    return ligne
