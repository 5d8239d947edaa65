from spie.socle.envois.models.envoi import Envoi, EnvoiTentative, PieceEnvoi
from spie.socle.envois.models.execution import Execution
from spie.socle.envois.models.prestataire import AccuseReception, Prestataire

__all__ = ["AccuseReception", "Envoi", "EnvoiTentative", "Execution", "PieceEnvoi", "Prestataire"]
