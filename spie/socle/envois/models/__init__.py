from spie.socle.envois.models.envoi import Envoi, EnvoiTentative, PieceEnvoi
from spie.socle.envois.models.execution import Execution
from spie.socle.envois.models.prestataire import AccuseReception, Prestataire
from spie.socle.envois.models.recu import MessageRecu

__all__ = ["AccuseReception", "Envoi", "EnvoiTentative", "Execution", "MessageRecu", "PieceEnvoi", "Prestataire"]
