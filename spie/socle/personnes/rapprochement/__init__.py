"""Match incoming rows with the people we know: one explained decision per row, nobody twice, nobody overwritten.

``rapprocher(lignes, au=…)`` asks the base a handful of queries whatever the number of rows.
"""

from spie.socle.personnes.rapprochement.decision import (
    EN_CLAIR,
    Candidate,
    Champ,
    Decision,
    Ecart,
    LigneRecue,
    Raison,
    Situation,
    Verdict,
)
from spie.socle.personnes.rapprochement.fichier import doublons
from spie.socle.personnes.rapprochement.lot import rapprocher
from spie.socle.personnes.rapprochement.situations import tells_situations

__all__ = [
    "EN_CLAIR",
    "Candidate",
    "Champ",
    "Decision",
    "Ecart",
    "LigneRecue",
    "Raison",
    "Situation",
    "Verdict",
    "doublons",
    "rapprocher",
    "tells_situations",
]
