"""Where people stand in their path, for those who are about to write about them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from parcours.models import Parcours
from spie.socle.personnes.rapprochement import Situation


def situer(*, personnes: Collection[UUID]) -> dict[UUID, Situation]:
    """The path in course of each person, otherwise the last one closed: one query for all."""
    derniers = (
        Parcours.objects.filter(personne__in=personnes)
        .select_related("structure", "referent__agent")
        .order_by("personne_id", F("clos_le").desc(nulls_first=True))
        .distinct("personne_id")
    )
    return {parcours.personne_id: _situation(parcours) for parcours in derniers}


def _situation(parcours: Parcours) -> Situation:
    return Situation(
        clos_le=timezone.localdate(parcours.clos_le) if parcours.clos_le else None,
        motif_cloture=parcours.motif_cloture,
        structure_id=parcours.structure_id,
        structure=parcours.structure.nom if parcours.structure else "",
        referent=str(parcours.referent.agent) if parcours.referent else "",
    )
