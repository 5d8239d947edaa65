"""The outside world: each channel takes a message and our reference, and may be down."""

from spie.socle.envois.canaux.choix import Fournisseur, fournisseur
from spie.socle.envois.canaux.http import Canal
from spie.socle.envois.canaux.reponses import Accepte, Incertain, Refuse

__all__ = ["Accepte", "Canal", "Fournisseur", "Incertain", "Refuse", "fournisseur"]
