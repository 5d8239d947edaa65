"""Match incoming rows with the people we know: one explained decision per row, nobody twice, nobody overwritten.

``recevoir(cellules, …)`` reads one row; ``doublons(lignes)`` compares the rows of a file with each other;
``rapprocher(lignes, au=…)`` compares them with the base, in a handful of queries whatever their number;
``doubles(personne, au=…)`` compares a file of the base with the others.
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
from spie.socle.personnes.rapprochement.doubles import doubles, peser
from spie.socle.personnes.rapprochement.fichier import cles_de, doublons
from spie.socle.personnes.rapprochement.lot import rapprocher
from spie.socle.personnes.rapprochement.reception import Recue, recevoir
from spie.socle.personnes.rapprochement.situations import tells_situations

__all__ = [
    "EN_CLAIR",
    "Candidate",
    "Champ",
    "Decision",
    "Ecart",
    "LigneRecue",
    "Raison",
    "Recue",
    "Situation",
    "Verdict",
    "cles_de",
    "doubles",
    "doublons",
    "peser",
    "rapprocher",
    "recevoir",
    "tells_situations",
]
