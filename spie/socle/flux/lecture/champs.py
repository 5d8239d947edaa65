"""The one table of what is read: where a value stands in the flow, the column that receives it, its form.

To read one more value: add its line here, and the column of the same name in ``models/reception.py``; to write it,
name it in ``services/fusion/colonnes.py``.
"""

from dataclasses import dataclass

from spie.socle.flux.lecture import formes
from spie.socle.flux.lecture.formes import CODE, DATE, TEXTE, Forme


@dataclass(frozen=True)
class Champ:
    balise: str
    colonne: str
    forme: Forme
    obligatoire: bool = False


class Bloc:
    """The values expected in one block of the flow, by tag: a tag is unique in its block."""

    def __init__(self, *champs: Champ):
        self.champs = {champ.balise: champ for champ in champs}
        self.absents = {champ.colonne: champ.forme.absent for champ in champs}
        self.obligatoires = [champ for champ in champs if champ.obligatoire]


# Block of the household → its values.
FOYER = {
    "IdentificationRSA": Bloc(
        Champ("FONORG", "organisme", formes.ORGANISME, True),
        Champ("NUMORG", "organisme_numero", CODE[3]),
        Champ("MATRICULE", "matricule_recu", formes.MATRICULE, True),
        Champ("IDEPARTE", "departement_recu", CODE[3], True),
        Champ("NUMDEMRSA", "numero_demande", CODE[11], True),
        Champ("DTDEMRSA", "demande_le", DATE, True),
        Champ("FONORGPRENMUT", "prenant", CODE[3]),
        Champ("NUMORGPRENMUT", "prenant_numero", CODE[3]),
        Champ("FONORGCEDMUT", "cedant", CODE[3]),
        Champ("NUMORGCEDMUT", "cedant_numero", CODE[3]),
    ),
    "DonneesAdministratives/SituationFamille": Bloc(
        Champ("SITFAM", "situation", CODE[3], True),
        Champ("DDSITFAM", "situation_depuis", DATE),
    ),
    "PrestationRSA/DetailDroitRSA/TroncCommunDroitRSA": Bloc(
        Champ("NBENFAUTCHA", "enfants_a_charge", formes.ENTIER),
        Champ("TOPSANSDOMFIXE", "sans_domicile_fixe", formes.BOOLEEN),
    ),
}
ADRESSE = Bloc(
    Champ("COMPLIDEADR", "complement_identite", TEXTE[38]),
    Champ("COMPLADR", "complement_adresse", TEXTE[38]),
    Champ("NUMVOIE", "numero", TEXTE[6]),
    Champ("LIBTYPEVOIE", "type_voie", TEXTE[30]),
    Champ("NOMVOIE", "nom_voie", TEXTE[32]),
    Champ("LIEUDIST", "lieu_dit", TEXTE[38]),
    Champ("NUMCOM", "commune_insee", formes.INSEE),
    Champ("CODEPOS", "code_postal", formes.POSTAL),
    Champ("NOMCOM", "ville", TEXTE[32]),
)
# Block of a person → its values.
PERSONNE = {
    "Identification": Bloc(
        Champ("NOM", "nom", TEXTE[28], True),
        Champ("NOMNAI", "nom_naissance", TEXTE[28]),
        Champ("PRENOM", "prenom", TEXTE[32], True),
        Champ("PRENOM2", "prenom2", TEXTE[15]),
        Champ("PRENOM3", "prenom3", TEXTE[15]),
        Champ("DTNAI", "date_naissance", DATE, True),
        Champ("NOMCOMNAI", "commune_naissance", TEXTE[32]),
        Champ("SEXE", "sexe", formes.SEXE, True),
        Champ("NIR", "nir", formes.NIR),
    ),
    "MontantCalculDroitRSAPersonne": Bloc(Champ("TOPPERSDRODEVORSA", "droits_devoirs", formes.BOOLEEN)),
}
ROLE = Bloc(Champ("ROLEPERS", "role", CODE[3], True))
ETAT = Champ("ETATDOSRSA", "etat", CODE[2], True)
# The block that explains each state: its reason and the day from which.
_CLOTURE = Bloc(Champ("MOTICLORSA", "motif", CODE[9]), Champ("DTCLORSA", "etat_depuis", DATE))
EXPLICATIONS = {
    "1": ("Refus", Bloc(Champ("MOTIREFURSA", "motif", CODE[9]), Champ("DTREFURSA", "etat_depuis", DATE))),
    "3": ("SuspensionDroit", Bloc(Champ("MOTISUSDRORSA", "motif", CODE[9]), Champ("DDSUSDRORSA", "etat_depuis", DATE))),
    "4": (
        "SuspensionVersement",
        Bloc(Champ("MOTISUSVERSRSA", "motif", CODE[9]), Champ("DDSUSVERSRSA", "etat_depuis", DATE)),
    ),
    "5": ("FinDroit", _CLOTURE),
    "6": ("FinDroitMoisAnterieur", _CLOTURE),
}
# One nature of right at a time; RSI is the RSA increased for a lone parent.
DETAILS, MAJORE = "PrestationRSA/DetailDroitRSA/DetailCalculDroitRSA", "RSI"
MAJORATION = Bloc(Champ("DDNATDRO", "majoration_du", DATE), Champ("DFNATDRO", "majoration_au", DATE))
EVENEMENT = Bloc(Champ("FG", "code", CODE[9], True), Champ("DTLIQ", "le", DATE, True))
