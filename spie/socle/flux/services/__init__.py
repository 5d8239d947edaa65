from spie.socle.flux.lecture import FichierIllisible
from spie.socle.flux.services.chargement import charger
from spie.socle.flux.services.confirmation import confirmer, ecarter
from spie.socle.flux.services.depot import DejaCharge, FichierTropGros, FichierVide, PlusAncien, deposer_lot

__all__ = [
    "DejaCharge",
    "FichierIllisible",
    "FichierTropGros",
    "FichierVide",
    "PlusAncien",
    "charger",
    "confirmer",
    "deposer_lot",
    "ecarter",
]
