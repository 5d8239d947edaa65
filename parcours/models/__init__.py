from parcours.models.parcours import Parcours
from parcours.models.session_ioc import Animation, Convocation, SessionIOC
from parcours.models.suivi_anterieur import SuiviAnterieur

__all__ = ["Animation", "Convocation", "Parcours", "SessionIOC", "SuiviAnterieur"]
