"""The outside world: each channel takes a message and our reference, and may be down."""

from spie.socle.envois.canaux.http import Accepte, Canal, Incertain, Refuse, canal

__all__ = ["Accepte", "Canal", "Incertain", "Refuse", "canal"]
