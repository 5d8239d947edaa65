"""Names that nobody bears: a word that says « invented », sometimes with what real names put around it."""

RACINES = [
    "SPECIMEN",
    "EXEMPLE",
    "FACTICE",
    "IMAGINAIRE",
    "PLACEBO",
    "MODÈLE",
    "FICTIVEL",
    "EXEMPLARD",
    "INVENTON",
    "CHIMÈRE",
    "LEGENDRIN",
    "FABULARD",
    "MIRAGEAU",
    "SONGEUX",
    "ILLUSIER",
    "ROMANESQUET",
    "THÉÂTRAL",
    "MAQUETTE",
    "PROTOTYPE",
    "ÉBAUCHE",
    "BROUILLON",
    "CANEVAS",
    "ESQUISSE",
    "GABARIT",
    "PATRONNIER",
    "SIMULACRE",
    "POSTICHE",
    "FANTAISIE",
    "UTOPIN",
    "FARFELIER",
    "CARTONPÂTE",
    "MOTDIÈSE",
    "LOREMIPSON",
    "TARTEMPION",
    "MACHINCHOSE",
    "TRUCMUCHE",
]
AVANT = ("", "", "", "", "", "DE ", "LE ", "D'", "BEN ", "SAINT-", "N'", "EL ")
SUFFIXES = ("", "", "", "", "-TEST", "-ESSAI", " DIT FICTIF", "AU", "ON", "IÈRE", "ET", "OTTE")
# Two of these after a root make the rare names: a real population has tens of thousands of them.
SYLLABES = [consonne + voyelle for consonne in "BCDFGLMNPRSTVZ" for voyelle in ("A", "É", "I", "O", "OU", "IN")]
RARES = 0.4
FEMMES = [
    "Lina",
    "Zoé",
    "Maëlle",
    "Awa",
    "Inès",
    "Chloé",
    "Nadia",
    "Sonia",
    "Élise",
    "Fatou",
    "Karine",
    "Amélie",
    "Rosa",
    "Jeanne",
    "Sylvie",
    "Monique",
    "Salomé",
    "Anaïs",
    "Lou",
    "Yasmine",
    "Océane",
    "Brigitte",
    "Céline",
    "Hélène",
    "Noémie",
    "Françoise",
    "Leïla",
    "Manon",
    "Ségolène",
    "Aïcha",
]
HOMMES = [
    "Karim",
    "Hugo",
    "Éric",
    "Noël",
    "Jean-Marc",
    "Antoine",
    "Mehdi",
    "Loïc",
    "Bruno",
    "Gaël",
    "Théo",
    "Maxime",
    "Youssef",
    "Ahmed",
    "Patrick",
    "Cédric",
    "Rémi",
    "André",
    "Stéphane",
    "François",
    "Ibrahima",
    "Mathéo",
    "Raphaël",
    "Dominique",
    "Serge",
    "Kévin",
    "Nicolas",
    "Olivier",
    "Léon",
    "Tidiane",
]
VOIES = (
    "rue Imaginaire",
    "chemin de l'Exemple",
    "place du Modèle",
    "impasse Fictive",
    "avenue de l'Essai",
    "route du Songe",
)


def nom(hasard) -> str:
    """Give a family name, visibly invented."""
    if hasard.random() < RARES:
        return hasard.choice(RACINES) + hasard.choice(SYLLABES) + hasard.choice(SYLLABES)
    return hasard.choice(AVANT) + hasard.choice(RACINES) + hasard.choice(SUFFIXES)


def prenom(hasard, sexe: str) -> str:
    return hasard.choice(FEMMES if sexe == "2" else HOMMES)
