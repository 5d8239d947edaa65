"""A state machine is a table. The verbs are services; the table says which are allowed."""

from dataclasses import dataclass

from spie.socle.refus import Refus


class TransitionInterdite(Refus):
    """The object is not in a state from which this verb makes sense."""


@dataclass(frozen=True)
class Transition:
    sources: frozenset[str]
    target: str


class Machine:
    """The whole lifecycle of one model: ``Machine(decider=({A_DECIDER}, DECIDEE), …)``."""

    def __init__(self, **transitions: tuple[set[str], str]):
        self.transitions = {verbe: Transition(frozenset(d), v) for verbe, (d, v) in transitions.items()}

    def allows(self, objet, verbe: str) -> bool:
        """Say whether ``verbe`` may be done, as far as this copy of the row knows."""
        return objet.etat in self.transitions[verbe].sources

    def move(self, objet, verbe: str) -> None:
        """Lock the row, then move ``objet``; the calling service saves.

        The lock makes the second of two simultaneous deciders read the first one's answer.
        Raises ``TransitionInterdite``.
        """
        objet.etat = type(objet).objects.select_for_update().values_list("etat", flat=True).get(pk=objet.pk)
        if not self.allows(objet, verbe):
            raise TransitionInterdite(f"Impossible : l'état est déjà « {objet.get_etat_display()} ».")
        objet.etat = self.transitions[verbe].target
