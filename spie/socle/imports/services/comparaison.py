"""A row beside the people we know: what it would change, field by field, and where each value comes from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from spie.socle.imports.models import ImportListe, LigneListe, SourceListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.coordonnees import Coordonnee, DejaSu, deja_su, recues
from spie.socle.imports.services.issue import COMPLETABLES
from spie.socle.imports.services.lignes import Lecteur, Lue
from spie.socle.imports.states import StatutLigne
from spie.socle.personnes.identite import telephone
from spie.socle.personnes.models import Contact
from spie.socle.personnes.rapprochement import Champ, Ecart
from spie.socle.personnes.rapprochement.comparaison import comparer
from spie.socle.personnes.rapprochement.connue import Connue, lire_connues

LIBELLES = {"TELEPHONE": "téléphone", "COURRIEL": "courriel"}
ECARTS = {
    Ecart.IDENTIQUE: "identique",
    Ecart.DIFFERENT: "différent",
    Ecart.COMPLETE: "nouveau",
    Ecart.ABSENT: "absent de la liste",
}


@dataclass(frozen=True)
class Changement:
    """One value: what the list adds, or (``ajoute`` false) what we knew and keep."""

    libelle: str
    valeur: str = field(repr=False)
    origine: str
    ajoute: bool


@dataclass(frozen=True)
class Face:
    """One of the people who may be the row, with every field that one of the two knows."""

    personne_id: UUID
    nom: str = field(repr=False)
    champs: tuple[tuple[Champ, str], ...] = field(repr=False)


def changements(importe: ImportListe, lignes: Sequence[LigneListe], *, au: date) -> dict[UUID, list[Changement]]:
    """For each row that completes someone: what it adds beside what is kept. Six queries, however many rows."""
    completees = [ligne for ligne in lignes if ligne.statut == StatutLigne.A_COMPLETER]
    visees = [(ligne, ligne.personne_id) for ligne in completees if ligne.personne_id]
    if not visees:
        return {}
    lecteur, personnes = Lecteur(importe.source, au=au), {personne for _, personne in visees}
    connues, sus, gardes = lire_connues(personnes), deja_su(personnes), _gardes(personnes)
    dits = {}
    for ligne, personne in visees:
        lue = lecteur.lire(ligne.cellules, rang=ligne.rang)
        dits[ligne.pk] = [*_ajouts(importe.source, lue, connues[personne], sus[personne]), *gardes[personne]]
    return dits


def _ajouts(source: SourceListe, lue: Lue, connue: Connue, su: DejaSu) -> list[Changement]:
    nouvelles, _ = su.trier(recues(lue.ligne))
    ajouts = [Changement(LIBELLES[c.nature], _en_clair(c), source.nom, True) for c in nouvelles]
    if source.nature == NatureSource.CONTACTS:
        return ajouts
    comparaison = comparer(lue.ligne, connue)
    combles = [c for c in comparaison if c.nom in COMPLETABLES and c.ecart == Ecart.COMPLETE]
    return [*(Changement(c.libelle, c.recu, source.nom, True) for c in combles), *ajouts]


def _en_clair(coordonnee: Coordonnee) -> str:
    if coordonnee.nature == Contact.Nature.COURRIEL:
        return coordonnee.valeur
    return f"{coordonnee.affiche} ({'mobile' if coordonnee.est_mobile else 'sans SMS'})"


def _gardes(personnes: Collection[UUID]) -> Mapping[UUID, list[Changement]]:
    """The contacts in force, mobiles first, with where each came from."""
    sources, gardes = dict(Contact.Source.choices), defaultdict(list)
    contacts = Contact.objects.en_cours().filter(personne__in=personnes).order_by("-est_mobile", "du", "id")
    for contact in contacts:
        montre = telephone.afficher(contact.valeur) if contact.nature == Contact.Nature.TELEPHONE else contact.valeur
        origine = str(sources.get(contact.source, contact.source))
        gardes[contact.personne_id].append(Changement(LIBELLES[contact.nature], montre, origine, False))
    return gardes


def cote_a_cote(ligne: LigneListe, *, au: date) -> list[Face]:
    """Those who look like the row, most alike first, compared field by field."""
    lue = Lecteur(ligne.importe.source, au=au).lire(ligne.cellules, rang=ligne.rang)
    connues = lire_connues([UUID(candidate) for candidate in ligne.candidates])
    return [_face(lue, connues[UUID(candidate)]) for candidate in ligne.candidates if UUID(candidate) in connues]


def _face(lue: Lue, connue: Connue) -> Face:
    champs = tuple((champ, ECARTS[champ.ecart]) for champ in comparer(lue.ligne, connue))
    return Face(connue.id, f"{connue.prenom} {connue.nom}", champs)
