"""Verify a whole file before anything is written: what must be there, and the form of what is."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lxml import etree

from spie.socle.flux.lecture.parcours_xml import elements, texte

ERREURS_MAX = 100
DATE, CODE = "une date (AAAA-MM-JJ)", "un code"
# Element → (what it must look like, said in French, longest text). Wherever it stands in a household.
FORMES = {
    "MATRICULE": (r"\d{1,15}", "un nombre", 15),
    "NUMDEMRSA": (r"\S{1,11}", CODE, 11),
    "FONORG": (r"CAF|MSA", "CAF ou MSA", 3),
    "ETATDOSRSA": (r"\S{1,2}", CODE, 2),
    "ROLEPERS": (r"\S{3}", CODE, 3),
    "SEXE": (r"[12]", "1 ou 2", 1),
    "NIR": (r"[0-9AB]{13,15}", "13 à 15 caractères", 15),
    "TOPPERSDRODEVORSA": (r"[01]|true|false", "0 ou 1", 5),
    "NUMCOM": (r"[0-9AB]{5}", "un code INSEE", 5),
    "CODEPOS": (r"\d{5}", "un code postal", 5),
    "NOM": (r".+", "un texte", 28),
    "PRENOM": (r".+", "un texte", 32),
}
DATES = {"DTDEMRSA", "DTNAI", "DDRATDOS", "DTEMM", "DDSITFAM", "DDSUSVERSRSA", "DDSUSDRORSA", "DTCLORSA", "DTREFURSA"}
IDENTITE = (
    "Identification/NOM",
    "Identification/PRENOM",
    "Identification/DTNAI",
    "Identification/SEXE",
    "Prestations/ROLEPERS",
)
OBLIGATOIRES = (
    "IdentificationRSA/Organisme/FONORG",
    "IdentificationRSA/Organisme/MATRICULE",
    "IdentificationRSA/Partenaire/IDEPARTE",
    "IdentificationRSA/DemandeRSA/NUMDEMRSA",
    "IdentificationRSA/DemandeRSA/DTDEMRSA",
    "Personne",
    "DonneesAdministratives/SituationFamille/SITFAM",
    "DonneesAdministratives/Adresse",
    "PrestationRSA/SituationDossierRSA/EtatDossierRSA/ETATDOSRSA",
)


@dataclass
class Controle:
    """What a file says of itself, and everything that is wrong in it (one hundred at most)."""

    departement: str
    nature: str = ""
    reference: date | None = None
    total: int = 0
    annonces: int | None = None
    erreurs: list[dict] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)

    def signaler(self, ligne: int, message: str) -> None:
        if len(self.erreurs) < ERREURS_MAX:
            self.erreurs.append({"ligne": ligne, "message": message})


def controler(chemin: Path, *, departement: str) -> Controle:
    """Read the whole file and give everything that prevents loading it. Nothing is written."""
    controle = Controle(departement)
    lecteurs = {"IdentificationFlux": _entete, "InfosFoyerRSA": _foyer, "TransmissionFlux": _fin}
    try:
        for bloc in elements(chemin):
            lecteurs[bloc.tag](bloc, controle)
    except etree.XMLSyntaxError as erreur:
        controle.signaler(erreur.lineno or 0, "Le fichier n'est pas un XML complet : il est coupé ou abîmé.")
    _ensemble(controle)
    return controle


def _entete(bloc, controle: Controle) -> None:
    controle.nature = texte(bloc, "TYPEFLUX")
    controle.reference = date_de(texte(bloc, "DTREF"))
    if controle.reference is None:
        controle.signaler(bloc.sourceline, "DTREF : la date de référence du fichier manque ou n'existe pas.")


def _foyer(bloc, controle: Controle) -> None:
    controle.total += 1
    for chemin in OBLIGATOIRES:
        if bloc.find(chemin) is None:
            controle.signaler(bloc.sourceline, f"{chemin} manque dans ce foyer.")
    for personne in bloc.iterfind("Personne"):
        _personne(personne, controle)
    _departement(bloc, controle)
    for element in bloc.iter():
        if element.text and (valeur := element.text.strip()):
            _forme(element, valeur, controle)


def _personne(bloc, controle: Controle) -> None:
    for chemin in IDENTITE:
        if not texte(bloc, chemin):
            controle.signaler(bloc.sourceline, f"{chemin} manque pour une personne.")


def _departement(bloc, controle: Controle) -> None:
    recu = texte(bloc, "IdentificationRSA/Partenaire/IDEPARTE")
    if recu and recu.lstrip("0") != controle.departement.lstrip("0"):
        controle.signaler(bloc.sourceline, f"Ce foyer est du département {recu}, pas du {controle.departement}.")


def _forme(element, valeur: str, controle: Controle) -> None:
    nom = element.tag
    if nom in DATES and date_de(valeur) is None:
        controle.signaler(element.sourceline, f"{nom} : « {valeur[:20]} » n'est pas {DATE} qui existe.")
    if nom in FORMES:
        motif, attendu, longueur = FORMES[nom]
        if len(valeur) > longueur or not re.fullmatch(motif, valeur):
            # The value itself may be a NIR or a name: it is not repeated.
            controle.signaler(element.sourceline, f"{nom} : il faut {attendu}, {longueur} caractères au plus.")


def _fin(bloc, controle: Controle) -> None:
    nombre = texte(bloc, "NBTOTDOSRSATRANSM")
    controle.annonces = int(nombre) if nombre.isdigit() else None


def _ensemble(controle: Controle) -> None:
    if not controle.total and not controle.erreurs:
        controle.signaler(0, "Ce fichier ne contient aucun foyer : est-ce bien le flux mensuel des bénéficiaires ?")
    if controle.annonces is not None and controle.annonces != controle.total:
        message = f"Le fichier annonce {controle.annonces} foyers et en contient {controle.total} : demandez pourquoi."
        controle.avertissements.append(message)


def date_de(valeur: str) -> date | None:
    """An ISO date that exists, or None."""
    try:
        return date.fromisoformat(valeur[:10])
    except ValueError:
        return None
