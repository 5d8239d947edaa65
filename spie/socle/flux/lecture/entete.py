"""A first look at a file: who sends it, for whom, and which day it speaks of."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spie.socle.flux.lecture.formes import date_de
from spie.socle.flux.lecture.parcours_xml import FichierIllisible, blocs, texte

MENSUEL, QUOTIDIEN = "M", "I"
NATURES = {MENSUEL: "mensuel", QUOTIDIEN: "quotidien"}


@dataclass(frozen=True)
class Entete:
    """``organisme`` is that of the first household: a file comes from one paying body."""

    nature: str
    reference: date
    organisme: str


def lire_entete(chemin: Path, *, departement: str) -> Entete:
    """Read the header and the first household, and stop there. Raises ``FichierIllisible``."""
    entete = None
    for bloc in blocs(chemin):
        if bloc.tag == "IdentificationFlux":
            entete = texte(bloc, "TYPEFLUX"), _reference(bloc)
        elif bloc.tag == "InfosFoyerRSA" and entete:
            _verifier(entete[0], bloc, departement)
            return Entete(*entete, texte(bloc, "IdentificationRSA/Organisme/FONORG"))
        else:
            break
    if entete:
        raise FichierIllisible("Ce fichier ne contient aucun foyer : est-ce bien le flux des bénéficiaires ?")
    raise FichierIllisible("Ce fichier XML n'est pas un flux des bénéficiaires du RSA de la CAF ou de la MSA.")


def _reference(bloc) -> date:
    try:
        return date_de(texte(bloc, "DTREF"))
    except ValueError:
        raise FichierIllisible("DTREF : la date de référence du fichier manque ou n'existe pas.") from None


def _verifier(nature: str, foyer, departement: str) -> None:
    if nature not in NATURES:
        raise FichierIllisible(f"TYPEFLUX : « {nature} » n'est ni mensuel (M) ni quotidien (I).")
    if texte(foyer, "IdentificationRSA/Organisme/FONORG") not in ("CAF", "MSA"):
        raise FichierIllisible("FONORG : le premier foyer n'est ni de la CAF ni de la MSA.")
    refuser_un_autre_departement(texte(foyer, "IdentificationRSA/Partenaire/IDEPARTE"), departement)


def refuser_un_autre_departement(recu: str, departement: str, ligne: int = 0) -> None:
    """``recu``: IDEPARTE, with zeros before. Raises ``FichierIllisible``."""
    if recu.lstrip("0") != departement.lstrip("0"):
        raise FichierIllisible(f"Ce fichier est du département {recu or 'inconnu'}, pas du {departement}.", ligne)
