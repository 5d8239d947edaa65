from spie.socle.flux.models.issue import AbsenceFlux, EvenementFlux, IssueFoyer
from spie.socle.flux.models.lot import FoyerRejete, LotFlux
from spie.socle.flux.models.reception import ReceptionFoyer, ReceptionPersonne

__all__ = [
    "AbsenceFlux",
    "EvenementFlux",
    "FoyerRejete",
    "IssueFoyer",
    "LotFlux",
    "ReceptionFoyer",
    "ReceptionPersonne",
]
