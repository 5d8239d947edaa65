"""Read any list of people, CSV or spreadsheet: safely, as it comes, and know its columns by their headers."""

from spie.socle.imports.lecture.colonnes import CHAMPS, champs_de, reconnaitre
from spie.socle.imports.lecture.tableau import FichierIllisible, Tableau, ouvrir

__all__ = ["CHAMPS", "FichierIllisible", "Tableau", "champs_de", "ouvrir", "reconnaitre"]
