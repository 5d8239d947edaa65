from spie.socle.personnes.models.changement import Changement, Consultation
from spie.socle.personnes.models.coordonnees import Adresse, Contact
from spie.socle.personnes.models.depart import Depart, Pli
from spie.socle.personnes.models.dossier_rsa import DossierRSA, EtatDossier
from spie.socle.personnes.models.foyer import Appartenance, Foyer, MajorationIsolement
from spie.socle.personnes.models.fusion import Fusion
from spie.socle.personnes.models.mot import MotConnu
from spie.socle.personnes.models.opposition import Opposition
from spie.socle.personnes.models.personne import Personne, SoumissionDroitsDevoirs
from spie.socle.personnes.models.reference import CodeRSA, Langue

__all__ = [
    "Adresse",
    "Appartenance",
    "Changement",
    "CodeRSA",
    "Consultation",
    "Contact",
    "Depart",
    "DossierRSA",
    "EtatDossier",
    "Foyer",
    "Fusion",
    "Langue",
    "MajorationIsolement",
    "MotConnu",
    "Opposition",
    "Personne",
    "Pli",
    "SoumissionDroitsDevoirs",
]
