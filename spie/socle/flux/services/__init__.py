from spie.socle.flux.services.chargement import charger, controler_lot
from spie.socle.flux.services.depot import DejaCharge, FichierVide, deposer_lot

__all__ = ["DejaCharge", "FichierVide", "charger", "controler_lot", "deposer_lot"]
