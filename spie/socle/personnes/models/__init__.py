from spie.socle.personnes.models.coordonnees import Adresse, Contact
from spie.socle.personnes.models.dossier_rsa import DossierRSA, EtatDossier
from spie.socle.personnes.models.mot import MotConnu
from spie.socle.personnes.models.personne import Foyer, Personne, SoumissionDroitsDevoirs

__all__ = [
    "Adresse",
    "Contact",
    "DossierRSA",
    "EtatDossier",
    "Foyer",
    "MotConnu",
    "Personne",
    "SoumissionDroitsDevoirs",
]
