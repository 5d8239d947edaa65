"""Whom an agent or a program may see."""

from parcours.models import Parcours
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role


def perimetre(affectation: Affectation):
    """The people a partner may see, or None for who sees everyone."""
    if affectation.role != Role.PARTENAIRE:
        return None
    return Parcours.objects.confies_a(affectation.structure_id).values("personne_id")
