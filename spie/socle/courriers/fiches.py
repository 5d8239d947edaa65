"""What a page says of each letter: its words, how easy they are to read, and the mentions that it carries."""

from dataclasses import dataclass
from functools import cache

from spie.socle.courriers.courrier import texte_facile, texte_officiel
from spie.socle.courriers.falc import Rapport, examiner
from spie.socle.courriers.lisibilite import examiner_le_courrier
from spie.socle.courriers.mentions import LIBELLES, obligations
from spie.socle.courriers.modeles import lettre
from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.courriers.modeles.exemples import EXPEDITEUR
from spie.socle.courriers.modeles.lettre import Message
from spie.socle.courriers.modeles.libelles import libelle
from spie.socle.courriers.modeles.modele import Modele, Variable, modeles


@dataclass(frozen=True, slots=True)
class Resume:
    """One line of the list. ``declencheur`` and ``canal`` are empty for a letter that a process writes itself."""

    code: str
    nom: str
    declencheur: str
    canal: str
    score: int
    publiable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Fiche:
    resume: Resume
    facile: str
    officiel: str
    lecture: Rapport
    mentions: tuple[str, ...]
    source: str
    sms: str
    courriel: Message | None
    variables: tuple[Variable, ...]


@cache
def toutes() -> tuple[Resume, ...]:
    """Every letter, judged on its words. Texts come with the program: read once per process."""
    return tuple(_resume(code) for code in EXEMPLES)


@cache
def une(code: str) -> Fiche:
    """One letter, judged on its words and on its printed page. Raises ``KeyError``."""
    courrier, obligation, modele = EXEMPLES[code](), obligations()[code], modeles().get(code)
    return Fiche(
        resume=_resume(code),
        facile=texte_facile(courrier),
        officiel=texte_officiel(courrier),
        lecture=examiner_le_courrier(courrier),
        mentions=tuple(LIBELLES[mention] for mention in obligation.mentions),
        source=obligation.source,
        sms=_sms(modele),
        courriel=_courriel(modele),
        variables=tuple(modele.variables.values()) if modele else (),
    )


def _resume(code: str) -> Resume:
    courrier, modele = EXEMPLES[code](), modeles().get(code)
    lecture = examiner(texte_facile(courrier), noms_propres=courrier.noms_propres)
    declencheur, canal = (modele.declencheur, modele.canal) if modele else ("", "")
    return Resume(code, libelle(code), declencheur, canal, lecture.score, lecture.publiable)


def _sms(modele: Modele | None) -> str:
    return lettre.sms(modele, lettre.valeurs_d_exemple(modele), expediteur=EXPEDITEUR) if modele else ""


def _courriel(modele: Modele | None) -> Message | None:
    return lettre.courriel(modele, lettre.valeurs_d_exemple(modele), expediteur=EXPEDITEUR) if modele else None
