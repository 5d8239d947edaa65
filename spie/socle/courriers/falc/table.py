"""The 28 rules of « L'information pour tous » as we count them: what the machine checks of each, and what it cannot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Norme:
    """``codes``: the findings that watch it. ``humain``: what only a reader can judge."""

    numero: int
    libelle: str
    codes: tuple[str, ...]
    humain: str = ""


NORMES = (
    Norme(1, "Faire relire par des personnes concernées", ("logo-sans-relecture",), "La relecture elle-même."),
    Norme(2, "Parler à un adulte", ("tutoiement",), "Le ton."),
    Norme(3, "Des mots connus et courts", ("mot-inconnu", "mot-rare")),
    Norme(4, "Expliquer les mots difficiles, garder le même mot", ("jargon", "meme-mot")),
    Norme(5, "Ni image de langage, ni mot étranger", ("metaphore", "mot-etranger"), "Les images moins connues."),
    Norme(6, "Pas de sigle sans explication", ("sigle",)),
    Norme(7, "Pas d'abréviation", ("abreviation", "inclusive-abregee")),
    Norme(8, "Des phrases courtes", ("phrase-trop-longue", "phrase-longue", "phrases-longues", "difficile")),
    Norme(9, "Une idée par phrase", ("plusieurs-idees", "tournure")),
    Norme(10, "Dire qui fait l'action", ("passif",)),
    Norme(11, "Des phrases positives", ("double-negation", "deux-refus", "trop-de-negations")),
    Norme(12, "Parler à la personne", ("parler-a-la-personne",)),
    Norme(13, "Une phrase par ligne, des mots entiers, à gauche", ("phrases-collees", "mot-coupe", "alignement")),
    Norme(14, "Des chiffres, et pas de chiffres romains", ("nombre-en-lettres", "chiffres-romains")),
    Norme(15, "Ni pourcentage, ni grand nombre", ("pourcentage", "grand-nombre"), "Un montant dû : la loi d'abord."),
    Norme(
        16,
        "La date et l'heure en entier",
        ("date-en-chiffres", "date-fausse", "date-incomplete", "heure-abregee"),
    ),
    Norme(17, "Le téléphone espacé, avec son image", ("telephone-colle", "telephone-sans-image")),
    Norme(18, "Ni signe difficile, ni renvoi", ("signe", "renvoi")),
    Norme(19, "Une seule police, sans empattement", ("police-unique",)),
    Norme(20, "14 points au moins", ("texte-petit",)),
    Norme(21, "Ni italique, ni souligné, ni majuscules", ("lettres-penchees", "majuscules")),
    Norme(22, "Un contraste de 7 au moins", ("contraste-faible",)),
    Norme(23, "Des lignes écartées, sans colonnes", ("lignes-serrees", "colonnes")),
    Norme(24, "Des titres clairs, des encadrés", ("titres", "encadres"), "L'ordre des idées."),
    Norme(25, "Des pages numérotées, peu de pages", ("page-sans-numero", "trop-de-pages")),
    Norme(26, "Une image à côté de sa phrase", ("image-sans-texte", "image-pour-deux-idees"), "Le choix de l'image."),
    Norme(27, "Pas de tableau", ("tableau",)),
    Norme(28, "Le texte officiel reste, à la fin", ("sans-texte-officiel",)),
)
