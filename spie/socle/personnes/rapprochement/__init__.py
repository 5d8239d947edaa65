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
]
