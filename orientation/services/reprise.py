"""A path was taken over with its referent: nothing is left to decide for it."""

from collections.abc import Iterable

from django.db import transaction

from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.events import ParcoursRepris
from spie.socle.imports.services import completer_journaux
from spie.socle.personnes.fusion.journal import Journal


@transaction.atomic
def ne_plus_decider(*, reprises: Iterable[ParcoursRepris]) -> int:
    """Drop the decision that the first monthly file had opened. Gives the number of decisions dropped.

    Without a known referent, the decision still waits for one.
    """
    confies = {reprise.parcours_id: reprise for reprise in reprises if reprise.referent_id}
    journaux = {}
    attendues = Orientation.objects.a_decider().filter(parcours_id__in=confies).select_for_update(of=("self",))
    for orientation in attendues:
        journal = journaux[confies[orientation.parcours_id].ligne_id] = Journal()
        journal.ecrire(orientation, etat=EtatOrientation.SANS_OBJET)
    completer_journaux(journaux)
    return len(journaux)
