"""Write one row: create who is new, complete who is known. What we already know is never replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from spie.socle.imports.models import LigneListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.coordonnees import deja_su, recues
from spie.socle.personnes.fusion.journal import Journal
from spie.socle.personnes.models import Adresse, Contact, DossierRSA, Foyer, Personne
from spie.socle.personnes.rapprochement import LigneRecue

# Field of the row → column of the person.
COLONNES = {
    "nom_naissance": "nom_naissance",
    "autres_prenoms": "autres_prenoms",
    "naissance": "date_naissance",
    "sexe": "sexe",
    "commune_naissance": "commune_naissance",
}
IDENTITE = COLONNES | {"nom": "nom", "prenom": "prenom"}


@dataclass
class Ecriture:
    """One row being written; ``journal`` is how it is undone. ``jour``: the day from which what it says holds."""

    ligne: LigneRecue
    cellules: Mapping
    nature: str
    jour: date
    journal: Journal = field(default_factory=Journal)

    def creer(self, foyer_id=None) -> Personne:
        personne = Personne(foyer=self._foyer(foyer_id), role=self.ligne.role or Personne.Role.DEMANDEUR)
        for champ, colonne in IDENTITE.items():
            setattr(personne, colonne, getattr(self.ligne, champ))
        if self.ligne.nir:
            personne.poser_nir(self.ligne.nir.racine)
        personne.normer()
        personne.save(force_insert=True)
        self.journal.creee(personne)
        self._contacts(personne)
        self._adresse(personne)
        return personne

    def completer(self, personne: Personne) -> list[str]:
        """Fill what is empty. Gives the names of what was filled; of a file of contacts, nothing but contacts."""
        if self.nature == NatureSource.CONTACTS:
            return self._contacts(personne)
        valeurs = {
            colonne: recue
            for champ, colonne in COLONNES.items()
            if (recue := getattr(self.ligne, champ)) and not getattr(personne, colonne)
        }
        if self.ligne.nir and not personne.nir_chiffre:
            personne.poser_nir(self.ligne.nir.racine)
            valeurs |= {"nir_chiffre": personne.nir_chiffre, "nir_empreinte": personne.nir_empreinte}
        if valeurs:
            self._ecrire(personne, valeurs)
        apportes = [nom for nom in valeurs if nom != "nir_empreinte"]
        return [*apportes, *self._contacts(personne), *self._adresse(personne)]

    def _ecrire(self, personne: Personne, valeurs: dict) -> None:
        for nom, valeur in valeurs.items():
            setattr(personne, nom, valeur)
        personne.normer()
        self.journal.ecrire(personne, **valeurs, nom_norme=personne.nom_norme, prenom_norme=personne.prenom_norme)

    def _foyer(self, foyer_id) -> Foyer:
        """The household that the numbers of the row designate, or a new one with its file when we have its number."""
        if foyer_id and (foyer := Foyer.objects.filter(pk=foyer_id).first()):
            return foyer
        numero = self.ligne.numero_demande
        if numero and (connu := DossierRSA.objects.filter(numero_demande=numero).select_related("foyer").first()):
            return connu.foyer
        foyer = Foyer.objects.create()
        self.journal.creee(foyer)
        return foyer

    def _contacts(self, personne: Personne) -> list[str]:
        """Add what is not known, mobiles first; what exists is neither replaced nor outranked."""
        nouvelles, _ = deja_su({personne.pk})[personne.pk].trier(recues(self.ligne))
        source = Contact.Source.CNAF if self.nature == NatureSource.CONTACTS else Contact.Source.IMPORT
        for coordonnee in nouvelles:
            contact = Contact.objects.create(
                personne=personne, nature=coordonnee.nature, valeur=coordonnee.valeur,
                est_mobile=coordonnee.est_mobile, source=source, du=self.jour,
            )  # fmt: skip
            self.journal.creee(contact)
        return sorted({coordonnee.nature.lower() for coordonnee in nouvelles})

    def _adresse(self, personne: Personne) -> list[str]:
        """Only where none is known: an address in force comes from the paying body or from an agent."""
        complement = " ".join(self.cellules.get("complement") or ())
        valeurs = {nom: str(self.cellules.get(nom) or "").strip() for nom in ("voie", "code_postal", "ville")}
        if not valeurs["ville"] or Adresse.objects.en_cours().filter(foyer=personne.foyer_id).exists():
            return []
        coupees = {nom: texte[: Adresse._meta.get_field(nom).max_length] for nom, texte in valeurs.items()}
        adresse = Adresse.objects.create(
            foyer_id=personne.foyer_id,
            complement=complement[:80],
            source=Contact.Source.IMPORT,
            du=self.jour,
            **coupees,
        )
        self.journal.creee(adresse)
        return ["adresse"]


def ecrire(ligne: LigneListe, recue: LigneRecue, *, nature: str, jour: date) -> tuple[Personne, list[str]]:
    """Write one verified row; its journal is sealed on it. Gives the person, and what was filled on someone known."""
    ecriture = Ecriture(recue, ligne.cellules, nature, jour)
    if ligne.statut == LigneListe.Statut.A_CREER:
        personne, apportes = ecriture.creer(ligne.foyer_id), []
    else:
        personne = Personne.objects.select_for_update(of=("self",)).get(pk=ligne.personne_id)
        apportes = ecriture.completer(personne)
    ligne.sceller_journal(ecriture.journal.en_octets())
    return personne, apportes


def completer_journaux(journaux: Mapping[UUID, Journal]) -> None:
    """Add to the journals of rows (by their identifier) what an app above wrote because of them."""
    for ligne in LigneListe.objects.filter(pk__in=journaux).select_for_update(of=("self",)):
        entier = Journal.lire(ligne.journal)
        entier.entrees += journaux[ligne.pk].entrees
        ligne.sceller_journal(entier.en_octets())
        ligne.save(update_fields=["journal_scelle"])
