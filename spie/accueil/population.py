"""Which people a role may look at, and the sides from which the lists narrow them."""

from django.db.models import QuerySet

from parcours.models import Parcours
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Adresse, DossierRSA
from spie.socle.territoires.models import Rattachement


def perimetre(affectation: Affectation) -> QuerySet | None:
    """The people a partner may see, or None for who sees everyone."""
    if affectation.role != Role.PARTENAIRE:
        return None
    return Parcours.objects.confies_a(affectation.structure_id).values("personne_id")


def du_droit(personnes: QuerySet, etat: str) -> QuerySet:
    """Whose household has a right in this state."""
    return personnes.filter(foyer__in=DossierRSA.objects.filter(etat=etat).values("foyer_id"))


def de_la_modalite(personnes: QuerySet, modalite: str) -> QuerySet:
    return personnes.filter(pk__in=Parcours.objects.en_cours().filter(modalite=modalite).values("personne_id"))


def sans_referent(personnes: QuerySet) -> QuerySet:
    return personnes.filter(pk__in=Parcours.objects.en_cours().filter(referent=None).values("personne_id"))


def du_pole(personnes: QuerySet, territoire_id) -> QuerySet:
    """Who live in the communes of this territory."""
    communes = Rattachement.objects.filter(territoire_id=territoire_id).values("commune_id")
    foyers = Adresse.objects.en_cours().filter(commune_insee__in=communes)
    return personnes.filter(foyer__in=foyers.values("foyer_id"))
