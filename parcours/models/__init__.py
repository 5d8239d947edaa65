from parcours.models.parcours import Parcours
from parcours.models.session_ioc import Animation, Convocation, SessionIOC

__all__ = ["Animation", "Convocation", "Parcours", "SessionIOC"]
