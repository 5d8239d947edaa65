"""The telephones and mails that a list brings to someone known, without what the person or an agent said no to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from spie.socle.personnes.identite import telephone
from spie.socle.personnes.models import Contact, Opposition
from spie.socle.personnes.rapprochement import LigneRecue

_C = Opposition.Canal
PLUS_VALABLE = "{valeur} n'est plus valable pour cette personne : laissé de côté."
REFUSE = "{valeur} : la personne refuse ce moyen de la joindre, laissé de côté."
SANS_SMS = "la personne refuse les SMS : aucun ne partira vers ce numéro."


@dataclass(frozen=True)
class Coordonnee:
    nature: str
    valeur: str = field(repr=False)
    est_mobile: bool = False

    @property
    def affiche(self) -> str:
        return telephone.afficher(self.valeur) if self.nature == Contact.Nature.TELEPHONE else self.valeur


def recues(ligne: LigneRecue) -> list[Coordonnee]:
    """What the row gives, mobiles first: a file puts them in one column or the other."""
    lus = [lu for valeur in ligne.telephones if (lu := telephone.lire(valeur).valeur)]
    dabord = telephone.mobile_dabord(lus)
    telephones = [Coordonnee(Contact.Nature.TELEPHONE, lu.e164, lu.recoit_sms) for lu in dabord]
    return telephones + [Coordonnee(Contact.Nature.COURRIEL, valeur) for valeur in ligne.courriels]


@dataclass(frozen=True)
class DejaSu:
    """What is known of one person's contacts: those in force, those that an end was put to, the channels refused."""

    valables: frozenset[str] = frozenset()
    finies: frozenset[str] = frozenset()
    refus: frozenset[str] = frozenset()

    def trier(self, apportees: Collection[Coordonnee]) -> tuple[list[Coordonnee], list[str]]:
        """What is to be added, and what to say of the rest."""
        nouvelles, dits = [], []
        for coordonnee in apportees:
            if coordonnee.valeur in self.valables:
                continue
            if phrase := self._empeche(coordonnee):
                dits.append(phrase.format(valeur=coordonnee.affiche))
                continue
            nouvelles.append(coordonnee)
            if coordonnee.est_mobile and _C.SMS in self.refus:
                dits.append(SANS_SMS)
        return nouvelles, dits

    def _empeche(self, coordonnee: Coordonnee) -> str:
        canaux = {_C.COURRIEL} if coordonnee.nature == Contact.Nature.COURRIEL else {_C.SMS, _C.VOIX}
        if coordonnee.valeur in self.finies:
            return PLUS_VALABLE
        return REFUSE if canaux <= self.refus else ""


def deja_su(personnes: Collection[UUID]) -> Mapping[UUID, DejaSu]:
    """Two queries, however many people."""
    valables: dict[UUID, set[str]] = defaultdict(set)
    finies: dict[UUID, set[str]] = defaultdict(set)
    refus: dict[UUID, set[str]] = defaultdict(set)
    contacts = Contact.objects.filter(personne__in=personnes).values_list("personne_id", "valeur", "au")
    for personne, valeur, au in contacts:
        (finies if au else valables)[personne].add(valeur)
    oppositions = Opposition.objects.en_cours().filter(personne__in=personnes)
    for personne, canal in oppositions.values_list("personne_id", "canal"):
        refus[personne].add(canal)
    return {p: DejaSu(frozenset(valables[p]), frozenset(finies[p]), frozenset(refus[p])) for p in personnes}
