"""Read the beneficiaries' flow (VRSB0801) of the CAF and the MSA: windows-1252 XML, as big as it comes.

Source: the facts of the flow are in the public code lists; the description below is ours.
"""

from spie.socle.flux.lecture.controle import Controle, controler
from spie.socle.flux.lecture.foyer import FoyerLu, PersonneLue, lire_foyer
from spie.socle.flux.lecture.parcours_xml import elements

__all__ = ["Controle", "FoyerLu", "PersonneLue", "controler", "elements", "lire_foyer"]
