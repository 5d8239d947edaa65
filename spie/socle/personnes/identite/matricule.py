"""Read an allocataire number: seven digits for the CAF, whatever the zeros around; a NIR for many at the MSA.

A number that is a NIR is never kept nor shown as a plain number. What the file keeps in its place is a
pseudonym (``NIR`` and twelve letters) drawn from the number with the key of the département: the same person gives
the same pseudonym, so the household is found again, and nobody can go back from one to the other. The NIR itself
goes where every NIR goes: encrypted, in the row of the person.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from spie.socle.personnes.identite import nir as lecture_nir
from spie.socle.personnes.identite.lecture import ABIME_PAR_TABLEUR, Lecture, est_abime, nombre_de
from spie.socle.personnes.identite.nir import Nir
from spie.socle.territoires.chiffrement import cle

SIGNIFICATIFS, LONGUEUR_MAX = 7, 15
PSEUDONYME = "NIR"

CARACTERES = "un numéro d'allocataire ne contient que des chiffres et des lettres."
TROP_LONG = f"ce numéro d'allocataire a plus de {LONGUEUR_MAX} caractères."
QUE_DES_ZEROS = "ce numéro d'allocataire ne contient que des zéros."
SANS_CHIFFRE = "ce numéro d'allocataire ne contient aucun chiffre."
EST_UN_NIR = "ce numéro d'allocataire est un NIR : il est gardé chiffré et n'est jamais affiché."
LETTRE_DE_CLE = "la lettre de fin ne compte pas : seuls les chiffres identifient le dossier."


@dataclass(frozen=True)
class Matricule:
    """``norme`` is what is compared; empty when the number is a NIR, which ``nir`` then holds."""

    recu: str = field(repr=False)
    norme: str = field(repr=False)
    nir: Nir | None = None

    def __str__(self):
        return self.affiche

    @property
    def affiche(self) -> str:
        return f"NIR {self.nir.masque}" if self.nir else self.norme

    def cle(self, *, departement: str) -> str:
        """What is stored and compared: the normalised number, or the pseudonym of a NIR."""
        if self.nir is None:
            return self.norme
        secret = hmac.new(cle("matricule:recherche", departement), self.nir.racine.encode(), hashlib.sha256).digest()
        return PSEUDONYME + base64.b32encode(secret)[:12].decode()

    def a_garder(self, *, departement: str) -> str:
        """What may be kept « as received »: the text itself, or the pseudonym of a NIR."""
        return self.cle(departement=departement) if self.nir else self.recu


def lire(recu: object) -> Lecture[Matricule]:
    """Turn what was received into a ``Matricule``."""
    texte = nombre_de(recu)
    compact = re.sub(r"[\s.\-_/]", "", texte).upper()
    if not compact:
        return Lecture(texte)
    if raison := _defaut(texte, compact):
        return Lecture(texte, raison=raison)
    if nir := _nir(compact):
        return Lecture(texte, Matricule(texte, "", nir), avertissements=(EST_UN_NIR,))
    normalise = norme(compact)
    avertissements = (LETTRE_DE_CLE,) if compact[-1].isalpha() and not normalise[-1].isalpha() else ()
    return Lecture(texte, Matricule(texte, normalise), avertissements=avertissements)


def norme(compact: str) -> str:
    """900000100000000, 09000001, 9000001 and « 9000001 K » are one number; another long number stays itself."""
    numero = re.sub(r"^(\d{1,7})[A-Z]$", r"\1", compact)
    if len(numero) == LONGUEUR_MAX and numero.endswith("0" * (LONGUEUR_MAX - SIGNIFICATIFS)):
        numero = numero[:SIGNIFICATIFS]  # as the flow pads it
    court = numero.lstrip("0")
    return court.zfill(SIGNIFICATIFS) if court.isdigit() else court


def _nir(compact: str) -> Nir | None:
    """The NIR that this number is, if it is one. The flow pads it with zeros to fifteen."""
    if len(compact) not in (13, 15):
        return None
    entiers = [compact, compact[:13]] if len(compact) == 15 and compact.endswith("00") else [compact]
    # A rank of zero is nobody: that is a CAF number followed by its zeros.
    lus = [lecture_nir.lire(n).valeur for n in entiers if n[10:13] != "000"]
    return next((nir for nir in lus if nir), None)


def _defaut(texte: str, compact: str) -> str:
    if est_abime(texte):
        return "ce numéro d'allocataire n'est pas entier : " + ABIME_PAR_TABLEUR
    if not re.fullmatch(r"[0-9A-Z]+", compact):
        return CARACTERES
    if len(compact) > LONGUEUR_MAX:
        return TROP_LONG
    if not re.search(r"\d", compact):
        return SANS_CHIFFRE
    return QUE_DES_ZEROS if not compact.strip("0") else ""
