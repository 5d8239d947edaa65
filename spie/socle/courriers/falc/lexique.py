"""The words of the rules: what to say instead, what is allowed, what is hard."""

JARGON = {
    "allocataire": "la personne qui reçoit le RSA",
    "bénéficiaire": "la personne qui reçoit l’aide",
    "suspension": "arrêt pour un temps",
    "préconiser": "conseiller",
    "justificatif": "un papier qui prouve",
    "justificatifs": "des papiers qui prouvent",
    "indu": "de l’argent reçu en trop",
    "notification": "une lettre qui dit une décision",
    "recours": "demander de changer une décision",
    "contractualisation": "signer un contrat",
    "orientation": "le choix de votre aide",
    "pluridisciplinaire": "avec plusieurs métiers",
    "percevoir": "recevoir",
    "domicile": "chez vous",
    "convocation": "une lettre pour une réunion obligatoire",
    "diligenter": "faire",
    "afférent": "sur",
    "susmentionné": "écrit plus haut",
    "modalité": "façon de faire",
    "dispositif": "aide",
    "instruire": "étudier",
    "courriel": "message sur internet",
    "accompagnement": "aide",
}
# Difficult words that the letter itself explains, or that every receiver knows.
# Or a form of a simple verb that the list of frequencies, made of books, rarely meets.
GLOSSAIRE = frozenset(
    ("référent", "médico-social", "rsa", "caf", "ascenseur", "rendez-vous", "appelez-nous", "dites-nous",
     "expliquons", "écrivons", "aidons", "choisissons", "avancez")
)  # fmt: skip
SIGLES_ADMIS = frozenset(("RSA", "CAF", "MSA"))
ABREVIATIONS = r"\b(?:etc|cf|art|tél|réf|env|Mme|Mlle|M\.|Dr|n°|p\. ?ex|av\.|bd)(?=[\s.,]|$)"
SUBORDONNANTS = (
    "afin que", "bien que", "lequel", "laquelle", "lesquels", "lesquelles", "dont", "auquel", "duquel", "desquels",
    "quoique", "tandis que", "dès lors que", "pour autant", "à condition que", "sous réserve", "étant entendu",
    "de sorte que", "en vue de", "à compter de", "à défaut de", "sans préjudice", "le cas échéant", "nonobstant",
    "en l'absence de", "conformément", "par la présente", "susceptible",
)  # fmt: skip
METAPHORES = {
    "coup de pouce": "aide",
    "feuille de route": "liste des choses à faire",
    "faire le point": "parler de votre situation",
    "remonter la pente": "aller mieux",
    "tourner la page": "passer à autre chose",
    "main dans la main": "ensemble",
    "pied à l'étrier": "un premier travail",
    "lever les freins": "résoudre les problèmes",
    "sur les rails": "bien commencé",
    "tête hors de l'eau": "avoir assez pour vivre",
    "porte d'entrée": "premier contact",
    "prendre en main": "s'occuper de",
    "à cœur ouvert": "sans rien cacher",
    "boîte à outils": "liste d'aides",
    "fil rouge": "idée principale",
    "tirer la sonnette d'alarme": "dire qu'il y a un problème",
    "de a à z": "du début à la fin",
}
MOTS_ETRANGERS = {
    "mail": "message", "email": "message", "e-mail": "message", "planning": "emploi du temps", "job": "travail",
    "coach": "la personne qui vous aide", "coaching": "aide", "workshop": "réunion", "meeting": "réunion",
    "feedback": "avis", "web": "internet", "online": "sur internet", "link": "lien", "deadline": "date limite",
}  # fmt: skip
NOMBRES = frozenset(
    ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
     "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "mille")
)  # fmt: skip
# One idea, one word: two words of a family in the same letter make believe in two things.
FAMILLES = (
    frozenset(("réunion", "entretien", "séance")),
    frozenset(("lettre", "courrier")),
    frozenset(("papier", "document", "pièce")),
    frozenset(("travail", "emploi")),
    frozenset(("argent", "somme", "montant")),
)
ETRE = "suis|es|est|sommes|êtes|sont|sera|serez|seront|était|étaient|soit|fut|être|été"
# They end like a participle and are none.
PAS_DES_PARTICIPES = frozenset(
    ("ici", "midi", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "aussi", "ainsi", "oui", "lui", "qui",
     "au", "du", "obligatoire", "gratuit", "gratuite", "gratuits", "petit", "petite", "droit", "droite", "vrai",
     "parti", "partie", "un", "une", "unique", "venu", "venue", "allé", "allée", "né", "née", "arrivé", "arrivée",
     "prêt", "prête", "écrit", "nu", "tenu")
)  # fmt: skip
