"""Write one row: create who is new, complete who is known. What we already know is never replaced."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from spie.socle.imports.models import LigneListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.coordonnees import DejaSu, deja_su, recues
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.models import Adresse, Contact, DossierRSA, Foyer, Personne
from spie.socle.personnes.rapprochement import LigneRecue

Objet = TypeVar("Objet", bound=Model)

# Field of the row → column of the person.
COLONNES = {
    "nom_naissance": "nom_naissance",
    "autres_prenoms": "autres_prenoms",
    "naissance": "date_naissance",
    "sexe": "sexe",
    "commune_naissance": "commune_naissance",
}
NIR = ("nir_chiffre", "nir_empreinte", "nir_fin")
# Said once, by the first of them.
NIR_TU = (*NIR[1:], "motif_sans_nir")
# « 07200 Aubenas » in one column.
_CODE_ET_VILLE = re.compile(r"(\d{5})[ ,–-]+(\S.*)")
LONGUEURS = {"voie": 80, "code_postal": 5, "ville": 40}
IDENTITE = COLONNES | {"nom": "nom", "prenom": "prenom"}


# The order in which what a row makes is written: what is pointed at first.
ORDRE: tuple[type[Model], ...] = (Foyer, Personne, Contact, Adresse)


@dataclass
class Ecriture:
    """One row being written; ``journal`` is how it is undone. ``jour``: the day from which what it says holds.

    What it makes waits in ``objets``, to be written with those of other rows: see ``enregistrer``.
    """

    ligne: LigneRecue
    cellules: Mapping
    nature: str
    jour: date
    journal: Journal = field(default_factory=Journal)
    objets: list[Model] = field(default_factory=list)

    def creer(self, foyer_id=None) -> Personne:
        foyer = self._connu(foyer_id)
        personne = Personne(foyer=foyer or self._poser(Foyer()), role=self.ligne.role or Personne.Role.DEMANDEUR)
        for champ, colonne in IDENTITE.items():
            setattr(personne, colonne, getattr(self.ligne, champ))
        if self.ligne.nir:
            personne.poser_nir(self.ligne.nir.racine)
        personne.normer()
        self._poser(personne)
        self._contacts(personne, DejaSu())
        self._adresse(personne, a_elle=foyer is None)
        return personne

    def completer(self, personne: Personne) -> list[str]:
        """Fill what is empty. Gives the names of what was filled; of a file of contacts, nothing but contacts."""
        su = deja_su({personne.pk})[personne.pk]
        if self.nature == NatureSource.CONTACTS:
            return self._contacts(personne, su)
        valeurs = {
            colonne: recue
            for champ, colonne in COLONNES.items()
            if (recue := getattr(self.ligne, champ)) and not getattr(personne, colonne)
        }
        if self.ligne.nir and not personne.nir_chiffre:
            personne.poser_nir(self.ligne.nir.racine)
            valeurs |= {nom: getattr(personne, nom) for nom in NIR} | {"motif_sans_nir": ""}
        if valeurs:
            self._ecrire(personne, valeurs)
        apportes = [nom for nom in valeurs if nom not in NIR_TU]
        return [*apportes, *self._contacts(personne, su), *self._adresse(personne)]

    def _poser(self, objet: Objet) -> Objet:
        self.objets.append(objet)
        self.journal.creee(objet)
        return objet

    def _ecrire(self, personne: Personne, valeurs: dict) -> None:
        for nom, valeur in valeurs.items():
            setattr(personne, nom, valeur)
        personne.normer()
        self.journal.ecrire(personne, **valeurs, nom_norme=personne.nom_norme, prenom_norme=personne.prenom_norme)

    def _connu(self, foyer_id) -> Foyer | None:
        """The household that the matching or the number of the row designates, if it is still there."""
        if foyer_id and (foyer := Foyer.objects.filter(pk=foyer_id).first()):
            return foyer
        numero = self.ligne.numero_demande
        connu = DossierRSA.objects.filter(numero_demande=numero).select_related("foyer").first() if numero else None
        return connu.foyer if connu else None

    def _contacts(self, personne: Personne, su: DejaSu) -> list[str]:
        """Add what is not known, mobiles first; what exists is neither replaced nor outranked."""
        nouvelles, _ = su.trier(recues(self.ligne))
        source = Contact.Source.CNAF if self.nature == NatureSource.CONTACTS else Contact.Source.IMPORT
        for coordonnee in nouvelles:
            contact = Contact(
                personne=personne, nature=coordonnee.nature, valeur=coordonnee.valeur,
                est_mobile=coordonnee.est_mobile, source=source, du=self.jour,
            )  # fmt: skip
            self._poser(contact)
        return sorted({coordonnee.nature.lower() for coordonnee in nouvelles})

    def _adresse(self, personne: Personne, *, a_elle: bool = False) -> list[str]:
        """Only where none is known: an address in force comes from the paying body or from an agent.

        ``a_elle``: the household is made by this very row.
        """
        complement = " ".join(self.cellules.get("complement") or ())
        valeurs = {nom: str(self.cellules.get(nom) or "").strip() for nom in LONGUEURS}
        if not valeurs["code_postal"] and (ensemble := _CODE_ET_VILLE.fullmatch(valeurs["ville"])):
            valeurs["code_postal"], valeurs["ville"] = ensemble.groups()
        if not valeurs["ville"]:
            return []
        if not a_elle and Adresse.objects.en_cours().filter(foyer=personne.foyer_id).exists():
            return []
        coupees = {nom: texte[: LONGUEURS[nom]] for nom, texte in valeurs.items()}
        source = Contact.Source.IMPORT
        self._poser(Adresse(foyer=personne.foyer, complement=complement[:80], source=source, du=self.jour, **coupees))
        return ["adresse"]


def enregistrer(ecritures: Iterable[Ecriture]) -> None:
    """Write what these rows make, one statement per table."""
    a_ecrire = [objet for ecriture in ecritures for objet in ecriture.objets]
    for modele in ORDRE:
        modele._default_manager.bulk_create([objet for objet in a_ecrire if type(objet) is modele])


def preparer(ligne: LigneListe, recue: LigneRecue, *, nature: str, jour: date) -> tuple[Ecriture, list[str]]:
    """Make one verified row ready: its person is set on it, its journal sealed. Gives what it fills on who is known."""
    ecriture = Ecriture(recue, ligne.cellules, nature, jour)
    if ligne.statut == LigneListe.Statut.A_CREER:
        ligne.personne, apportes = ecriture.creer(ligne.foyer_id), []
    else:
        personne = Personne.objects.select_for_update(of=("self",)).get(lignes_importees=ligne)
        apportes = ecriture.completer(personne)
    ligne.sceller_journal(ecriture.journal.en_octets())
    return ecriture, apportes


def completer_journaux(journaux: Mapping[UUID, Journal]) -> None:
    """Add to the journals of rows (by their identifier) what an app above wrote because of them."""
    lignes = list(LigneListe.objects.filter(pk__in=journaux).select_for_update(of=("self",)))
    for ligne in lignes:
        entier = Journal.lire(ligne.journal)
        entier.entrees += journaux[ligne.pk].entrees
        ligne.sceller_journal(entier.en_octets())
    LigneListe.objects.bulk_update(lignes, ["journal_scelle"])
