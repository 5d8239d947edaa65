"""Read a NIR as it comes: 13 or 15 characters, Corsica, born abroad or overseas, numbers given while waiting."""

import re
from dataclasses import dataclass, field
from datetime import date

from stdnum.fr import nir as insee

from spie.socle.personnes.identite.lecture import ABIME_PAR_TABLEUR, Lecture, est_abime, nombre_de
from spie.socle.personnes.nir import masque

_FORME = re.compile(r"[1-8]\d{4}(\d{2}|2[AB])\d{6}")
# Months of the Insee when the civil status is incomplete.
_MOIS_INCONNUS = frozenset([*range(20, 43), *range(50, 100)])
_CORSE_DEPUIS = 1976
HOMME, FEMME = "1", "2"

LONGUEUR = "ce NIR a {n} caractères : il en faut 13, ou 15 avec la clé."
LETTRE_O = "ce NIR contient la lettre O : c'est le chiffre 0."
CARACTERES = "un NIR ne contient que des chiffres (et 2A ou 2B pour la Corse)."
PREMIER = "un NIR commence par 1 ou 2 (ou 3, 4, 7, 8 pour un numéro d'attente), pas par {c}."
MOIS = "le mois de naissance de ce NIR (4e et 5e chiffres) ne peut pas être {m}."
CLE = "la clé de ce NIR (les deux derniers chiffres) ne correspond pas : un chiffre est faux, ou deux sont inversés."
ATTENTE = "numéro d'attente : il sera remplacé par un NIR définitif."
SANS_DEPARTEMENT = "le département de naissance de ce NIR (00) n'existe pas."
AUTRE_SEXE = "le NIR est celui d'{nir}, la personne est {personne}."
AUTRE_ANNEE = "le NIR dit une naissance en {nir}, la date de naissance dit {personne}."
AUTRE_MOIS = "le NIR dit le mois {nir}, la date de naissance dit {personne}."
CORSE_AVANT_1976 = "2A et 2B n'existent que depuis 1976 : pour une naissance plus ancienne, le NIR porte 20."


@dataclass(frozen=True)
class Nir:
    """The 13 characters. Neither its text nor its representation shows it."""

    racine: str = field(repr=False)

    def __str__(self):
        return self.masque

    @property
    def cle(self) -> str:
        """97 minus the remainder by 97; for Corsica 2A counts as 19 and 2B as 18."""
        return insee.calc_check_digits(self.racine)

    @property
    def avec_cle(self) -> str:
        """The 15 characters, for those who ask for them. Never to be shown, logged, exported or put in an address."""
        return self.racine + self.cle

    @property
    def masque(self) -> str:
        return masque(self.racine)

    @property
    def est_attente(self) -> bool:
        """Given while the civil status is being checked (first digit 3, 4, 7 or 8): it will change."""
        return self.racine[0] not in "12"

    @property
    def sexe(self) -> str:
        return HOMME if int(self.racine[0]) % 2 else FEMME

    @property
    def annee(self) -> int:
        """Two digits: the century is not in the number."""
        return int(self.racine[1:3])

    @property
    def mois(self) -> int | None:
        """None when the civil status does not know it."""
        mois = int(self.racine[3:5])
        return None if mois in _MOIS_INCONNUS else mois

    @property
    def lieu(self) -> str:
        """Where born: « 07 », « 2A », « 974 », « 99 » for abroad."""
        return self.racine[5:8] if self.racine[5:7] in ("97", "98") else self.racine[5:7]

    @property
    def est_etranger(self) -> bool:
        """Born abroad."""
        return self.racine[5:7] == "99"


def lire(recu: object) -> Lecture[Nir]:
    """Turn what was received into a ``Nir``; spaces, dots and hyphens do not count."""
    texte = nombre_de(recu)
    compact = re.sub(r"[\s.\-_/]", "", texte).upper()
    if not compact:
        return Lecture(texte)
    if raison := _defaut(texte, compact):
        return Lecture(texte, raison=raison)
    nir = Nir(compact[:13])
    if len(compact) == 15 and compact[13:] != nir.cle:
        return Lecture(texte, raison=CLE)
    avertissements = [ATTENTE] if nir.est_attente else []
    if nir.lieu == "00":
        avertissements.append(SANS_DEPARTEMENT)
    return Lecture(texte, nir, avertissements=tuple(avertissements))


def coherence(nir: Nir, *, sexe: str = "", naissance: date | None = None) -> tuple[str, ...]:
    """What the number says otherwise than the civil status: warnings, for files have old mistakes."""
    dits = []
    if sexe in (HOMME, FEMME) and sexe != nir.sexe:
        mots = {HOMME: "un homme", FEMME: "une femme"}
        dits.append(AUTRE_SEXE.format(nir=mots[nir.sexe], personne=mots[sexe]))
    if naissance is None:
        return tuple(dits)
    if naissance.year % 100 != nir.annee:
        dits.append(AUTRE_ANNEE.format(nir=f"{nir.annee:02d}", personne=naissance.year))
    if nir.mois is not None and naissance.month != nir.mois:
        dits.append(AUTRE_MOIS.format(nir=f"{nir.mois:02d}", personne=f"{naissance.month:02d}"))
    if nir.lieu in ("2A", "2B") and naissance.year < _CORSE_DEPUIS:
        dits.append(CORSE_AVANT_1976)
    return tuple(dits)


def _defaut(texte: str, compact: str) -> str:
    if est_abime(texte):
        return "ce NIR n'est pas entier : " + ABIME_PAR_TABLEUR
    if re.fullmatch(r"[\dABO]+", compact) and "O" in compact:
        return LETTRE_O
    if not re.fullmatch(r"\d+|\d{5}2[AB]\d+", compact):
        return CARACTERES
    if len(compact) not in (13, 15):
        return LONGUEUR.format(n=len(compact))
    if not _FORME.match(compact):
        return PREMIER.format(c=compact[0])
    mois = int(compact[3:5])
    return "" if mois in _MOIS_INCONNUS or 1 <= mois <= 12 else MOIS.format(m=f"{mois:02d}")
