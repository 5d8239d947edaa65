"""Read and compare names: accents, case, hyphens and the order of particles do not make another person."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from spie.socle.personnes.identite.lecture import Lecture, texte_de
from spie.socle.personnes.normalisation import norme

LONGUEUR_MAX = 80
# In the order in which they are said: « DE LA TOUR » and « LA TOUR DE » both become « DE LA » + « TOUR ».
PARTICULES = ("VAN", "VON", "DER", "DEN", "DI", "DA", "DO", "DOS", "DAS", "DE", "DEL", "DELLA", "DU", "DES", "D") + (
    "LA", "LE", "LES", "LOS", "L", "EL", "AL", "ET", "Y",
)  # fmt: skip
_RANG = {particule: rang for rang, particule in enumerate(PARTICULES)}
_NEE = re.compile(r"^(.+?)[\s,(]+(?:n[ée]{1,2}e?|nom de naissance)[\s.:]+([^)]+)\)?$", re.I)
_EPOUSE = re.compile(r"^(.+?)[\s,(]+(?:[ée]p(?:ouse|se)?|ép|vve|veuve)[\s.:]+([^)]+)\)?$", re.I)
_CIVILITE = re.compile(r"^(m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)\s+", re.I)

CHIFFRES = "un nom ne contient pas de chiffres."
SIGNES = "ce nom contient un signe qui n'en fait pas partie : {signe}"
TROP_LONG = f"ce nom a plus de {LONGUEUR_MAX} caractères."
SANS_LETTRE = "ce nom ne contient aucune lettre."
ENTRE_PARENTHESES = "ce qui était entre parenthèses a été laissé de côté."


@dataclass(frozen=True)
class Nom:
    """The name one uses, and the one of birth when both are written together (« X née Y »)."""

    usage: str = field(repr=False)
    naissance: str = field(repr=False, default="")


def lire(recu: object) -> Lecture[Nom]:
    """Turn what was received into a ``Nom``, kept as written but for its spaces."""
    texte = texte_de(recu)
    corps = _CIVILITE.sub("", texte).strip(" ,;")
    if not corps:
        return Lecture(texte)
    usage, naissance = corps, ""
    avertissements: tuple[str, ...] = ()
    if trouve := _NEE.fullmatch(corps):
        usage, naissance = trouve.groups()
    elif trouve := _EPOUSE.fullmatch(corps):
        naissance, usage = trouve.groups()
    elif "(" in corps:
        usage, avertissements = re.sub(r"\s*\([^)]*\)?\s*", " ", corps).strip(), (ENTRE_PARENTHESES,)
    raison = _defaut(usage) or (_defaut(naissance) if naissance else "")
    if raison:
        return Lecture(texte, raison=raison)
    return Lecture(texte, Nom(usage.strip(), naissance.strip()), avertissements=avertissements)


def lire_prenom(recu: object) -> Lecture[str]:
    """The same for first names: one text, as written."""
    lu = lire(recu)
    return Lecture(lu.recu, lu.valeur.usage if lu.valeur else None, lu.raison, lu.avertissements)


@lru_cache(maxsize=8192)  # a row is compared with many people, on both names
def forme(nom: str) -> str:
    """The form that two writings of one name share. Equal forms are the same name: an equivalence."""
    mots = norme(nom).split()
    if not mots:  # another alphabet
        return "".join(unicodedata.normalize("NFKC", nom).casefold().split())
    particules = sorted((m for m in mots if m in _RANG), key=_RANG.__getitem__)
    return "".join(particules + [m for m in mots if m not in _RANG])


def memes(un: str, autre: str) -> bool:
    """The same name, however it is written. Two absent names are not a name in common."""
    return bool(forme(un)) and forme(un) == forme(autre)


def prenoms(texte: str) -> tuple[str, ...]:
    """Each first name: « Jean-Marc Paul » → JEAN, MARC, PAUL."""
    return tuple(norme(texte).split())


def se_recoupent(un: str, autre: str) -> bool:
    """« Marie » and « Marie-Claude », « MARTIN DUPONT » and « DUPONT MARTIN »: the words of one are in the other."""
    court, long_ = sorted((set(_coeur(un)), set(_coeur(autre))), key=len)
    return bool(court) and court <= long_


def a_une_lettre(un: str, autre: str) -> bool:
    """One letter more, less, other, or two neighbours exchanged: a slip of the finger. Short names never."""
    court, long_ = sorted((forme(un), forme(autre)), key=len)
    if len(court) < 3 or len(long_) - len(court) > 1 or court == long_:
        return False
    debut = next((i for i, (a, b) in enumerate(zip(court, long_, strict=False)) if a != b), len(court))
    if len(court) < len(long_):
        return court[debut:] == long_[debut + 1 :]
    echange = court[debut : debut + 2] == long_[debut : debut + 2][::-1] and court[debut + 2 :] == long_[debut + 2 :]
    return court[debut + 1 :] == long_[debut + 1 :] or echange


def sonne_pareil(un: str, autre: str) -> bool:
    """Heard the same in French: « LEFÈVRE » and « LEFEBVRE », « PHILIPPE » and « FILIP »."""
    cles = cle_phonetique(un), cle_phonetique(autre)
    return len(cles[0]) > 1 and cles[0] == cles[1]


# What is heard, from the longest writing to the shortest.
_ECRITS = (
    (r"E?AU[LDTX]*$", "O"), (r"E?AU", "O"), (r"PH", "F"), (r"Y", "I"), (r"OEU|EU", "E"), (r"[AE]I(?!LL)", "E"),
    (r"H", ""), (r"GN", "N"), (r"QU|CK|Q|C(?=[AOUKLRT]|$)", "K"), (r"C(?=[EI])|SC(?=[EI])|SS|Z", "S"),
    (r"G(?=[EI])", "J"), (r"GU(?=[EI])", "G"), (r"W", "V"), (r"BV", "V"), (r"(.)\1+", r"\1"),
    (r"(?<=..)[EDTSXPB]+$", ""),
)  # fmt: skip
_SONS = [(re.compile(motif), son) for motif, son in _ECRITS]


def cle_phonetique(nom: str) -> str:
    """What the ear keeps of a name; close enough for a proposal, never for a decision."""
    cle = forme(nom)
    for motif, son in _SONS:
        cle = motif.sub(son, cle)
    return cle


def _coeur(nom: str) -> list[str]:
    return [mot for mot in norme(nom).split() if mot not in _RANG]


def _defaut(nom: str) -> str:
    if re.search(r"\d", nom):
        return CHIFFRES
    if signe := re.search(r"[^\w\s'’.\-‐‑–,/]|_", nom):
        return SIGNES.format(signe=signe[0])
    if not any(c.isalpha() for c in nom):
        return SANS_LETTRE
    return TROP_LONG if len(nom) > LONGUEUR_MAX else ""
