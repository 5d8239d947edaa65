from spie.socle.envois.models.envoi import Envoi, EnvoiTentative, PieceEnvoi
from spie.socle.envois.models.execution import Execution

__all__ = ["Envoi", "EnvoiTentative", "Execution", "PieceEnvoi"]
