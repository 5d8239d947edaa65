"""A person of the base as the matching sees her: one row, with the numbers of her household and how to reach her."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Contact, DossierRSA, Personne


@dataclass(frozen=True, kw_only=True)
class Connue:
    id: UUID
    foyer_id: UUID
    role: str
    nom: str = field(repr=False)
    prenom: str = field(repr=False)
    nom_naissance: str = field(repr=False, default="")
    autres_prenoms: str = field(repr=False, default="")
    naissance: date | None = field(repr=False, default=None)
    sexe: str = ""
    commune_naissance: str = ""
    nir: Nir | None = None
    demandes: frozenset[str] = frozenset()
    matricules: frozenset[str] = frozenset()
    telephones: frozenset[str] = field(repr=False, default=frozenset())
    courriels: frozenset[str] = field(repr=False, default=frozenset())

    @property
    def noms(self) -> tuple[str, ...]:
        """The name in use, then the one of birth."""
        return tuple(nom for nom in (self.nom, self.nom_naissance) if nom)


def lire_connues(ids: Collection[UUID]) -> dict[UUID, Connue]:
    """Read these people in three queries, however many."""
    personnes = list(Personne.objects.filter(pk__in=ids))
    dossiers, contacts = defaultdict(list), defaultdict(list)
    for dossier in DossierRSA.objects.filter(foyer__in={p.foyer_id for p in personnes}):
        dossiers[dossier.foyer_id].append(dossier)
    for contact in Contact.objects.en_cours().filter(personne__in=ids):
        contacts[contact.personne_id, contact.nature].append(contact.valeur)
    return {p.pk: _connue(p, dossiers[p.foyer_id], contacts) for p in personnes}


def _connue(personne: Personne, dossiers: list[DossierRSA], contacts: dict) -> Connue:
    return Connue(
        id=personne.pk,
        foyer_id=personne.foyer_id,
        role=personne.role,
        nom=personne.nom,
        prenom=personne.prenom,
        nom_naissance=personne.nom_naissance,
        autres_prenoms=personne.autres_prenoms,
        naissance=personne.date_naissance,
        sexe=personne.sexe,
        commune_naissance=personne.commune_naissance,
        nir=Nir(personne.nir[:13].upper()) if personne.nir_chiffre else None,
        demandes=frozenset(d.numero_demande for d in dossiers if d.numero_demande),
        matricules=frozenset(d.matricule for d in dossiers if d.matricule),
        telephones=frozenset(contacts[personne.pk, Contact.Nature.TELEPHONE]),
        courriels=frozenset(contacts[personne.pk, Contact.Nature.COURRIEL]),
    )
