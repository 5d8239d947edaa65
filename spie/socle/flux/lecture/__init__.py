"""Read the beneficiaries' flow (VRSB0801) of the CAF and the MSA: windows-1252 XML, as big as it comes.

Source: the facts of the flow are in the public code lists; the description below is ours.
"""

from spie.socle.flux.lecture.entete import Entete, lire_entete, refuser_un_autre_departement
from spie.socle.flux.lecture.foyer import SUIVIS, FoyerLu, lire_foyer
from spie.socle.flux.lecture.octets import Examen
from spie.socle.flux.lecture.parcours_xml import FichierIllisible, blocs, texte

__all__ = [
    "SUIVIS",
    "Entete",
    "Examen",
    "FichierIllisible",
    "FoyerLu",
    "blocs",
    "lire_entete",
    "lire_foyer",
    "refuser_un_autre_departement",
    "texte",
]
