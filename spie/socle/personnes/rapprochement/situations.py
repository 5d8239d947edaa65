"""Where the people found stand (path closed, followed by whom): known by an app above, asked without knowing it."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from spie.socle.personnes.rapprochement.decision import Situation

Source = Callable[[Collection[UUID]], Mapping[UUID, Situation]]
_sources: list[Source] = []

CLOS = "parcours clos le {le:%d/%m/%Y}{motif} : reprendre cette personne le rouvrira."
SUIVIE = "suivie par {structure}{referent}."
AUTRE_STRUCTURE = "suivie par une autre structure : {structure}{referent}."


def tells_situations(source: Source) -> Source:
    """Let the app that follows people say where they stand, in one query for all those it is given."""
    _sources.append(source)
    return source


def situer(ids: Collection[UUID]) -> dict[UUID, Situation]:
    """Ask those who know; nobody knows everyone."""
    situations: dict[UUID, Situation] = {}
    for source in _sources if ids else ():
        situations |= source(ids)
    return situations


def dire(situation: Situation | None, *, pour: UUID | None = None) -> tuple[str, ...]:
    """The sentences for the screen. ``pour``: the structure on whose behalf the rows arrive."""
    if situation is None:
        return ()
    referent = f" ({situation.referent})" if situation.referent else ""
    if situation.clos_le:
        motif = f" ({situation.motif_cloture})" if situation.motif_cloture else ""
        return (CLOS.format(le=situation.clos_le, motif=motif),)
    if not situation.structure:
        return ()
    ailleurs = pour is not None and pour != situation.structure_id
    return ((AUTRE_STRUCTURE if ailleurs else SUIVIE).format(structure=situation.structure, referent=referent),)
