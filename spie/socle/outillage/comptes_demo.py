"""The accounts of the demonstration: one per role and département, one password for all. Never in production."""

MOT_DE_PASSE = "demonstration-spie"
DEPARTEMENTS = ("07", "08")
ROLES = (
    ("accueil", "Accueil, secrétariat des IOC"),
    ("referent", "Référent(e) de parcours"),
    ("encadrant", "Encadrant(e) de territoire"),
    ("pilote", "Pilote de la DASIE"),
    ("controle", "Cellule contrôle"),
    ("emploi", "Cellule emploi"),
    ("partenaire", "Partenaire"),
    ("administrateur", "Administrateur du département"),
)
# Courriel, mot de passe, libellé du rôle, code du département.
COMPTES = [
    (f"{nom}@{departement}.example.org", MOT_DE_PASSE, libelle, departement)
    for departement in DEPARTEMENTS
    for nom, libelle in ROLES
]
