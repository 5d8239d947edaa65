"""Is this letter easy to read? The rules of « L'information pour tous » (Inclusion Europe, Unapei, 2009) that a
machine can check. It never replaces the reading by people concerned: it spares them the mistakes that are known.
"""

from spie.socle.courriers.falc.rapport import SEUIL, Rapport, examiner
from spie.socle.courriers.falc.regles import Constat, Niveau

__all__ = ["SEUIL", "Constat", "Niveau", "Rapport", "examiner"]
