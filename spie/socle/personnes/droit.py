"""The RSA right in one sentence, and what each code of the paying body means. Pure: no query, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spie.socle.courriers.dates import MOIS
from spie.socle.personnes.models import DossierRSA, EtatDossier
from spie.socle.personnes.models.dossier_rsa import FAMILLE_DE_L_ETAT
from spie.socle.personnes.models.reference import AuteurDecision
from spie.socle.personnes.referentiel import lignes


@dataclass(frozen=True)
class Code:
    libelle: str
    raison: str
    auteur: str


CODES = {(c["famille"], c["code"]): Code(c["libelle"], c["raison"], c["auteur"]) for c in lignes("codes_rsa.csv")}
SUSPENDUS = {"3": "droit suspendu", "4": "versement suspendu"}


def code_du(etat: EtatDossier) -> Code | None:
    """What the reason of a state means, or None when it has none or we don't know it."""
    return CODES.get((etat.famille or FAMILLE_DE_L_ETAT.get(etat.etat, ""), etat.motif))


def phrase_du_droit(dossier: DossierRSA | None, etats: Sequence[EtatDossier]) -> str:
    """Say where the right stands. ``etats``: those of the file, newest first."""
    if dossier is None:
        return "Aucun dossier RSA n’est connu ici."
    caisse, depuis = f"la {dossier.organisme}", _jour(dossier.etat_depuis)
    dernier = next(iter(etats), None)
    if dossier.etat == "0":
        du = f" du {_jour(dossier.demande_le)}" if dossier.demande_le else ""
        return f"La demande de RSA{du} attend une décision."
    if dossier.etat == "2":
        return _verse(dossier, etats)
    if dossier.etat in SUSPENDUS:
        return f"Le RSA est ouvert{_ouvert(dossier, etats)} ; {_suspendu(dossier, dernier, caisse, depuis)}."
    if dossier.etat in ("1", "5", "6"):
        issue = "refusé" if dossier.etat == "1" else "clos"
        return f"Le RSA est {issue} depuis le {depuis}{_raison(dernier)}."
    return f"L’état du RSA est « {dossier.etat} » depuis le {depuis} : ce code ne nous est pas connu."


def ouvert_depuis(etats: Sequence[EtatDossier]) -> date | None:
    """The beginning of the last unbroken time in an open state; ``etats``: newest first."""
    depuis = None
    for etat in etats:
        if etat.etat not in DossierRSA.OUVERTS:
            break
        depuis = etat.depuis_le if depuis is None else min(depuis, etat.depuis_le)
    return depuis


def decision_en_mots(etat: EtatDossier) -> str:
    """One line of the history of the right: the state, its reason, and who decided it."""
    mots, code = DossierRSA.ETATS.get(etat.etat, f"code inconnu « {etat.etat} »"), code_du(etat)
    if code is None:
        return mots if not etat.motif else f"{mots} : motif « {etat.motif} », que nous ne connaissons pas"
    auteur = " (décision du département)" if code.auteur == AuteurDecision.DEPARTEMENT else ""
    return f"{mots} : {code.libelle}{auteur}"


def _verse(dossier: DossierRSA, etats: Sequence[EtatDossier]) -> str:
    debut, depuis = ouvert_depuis(etats), _jour(dossier.etat_depuis)
    if debut and debut < dossier.etat_depuis:
        return f"Le RSA est ouvert depuis le {_jour(debut)} et de nouveau versé depuis le {depuis}."
    return f"Le RSA est ouvert et versé depuis le {depuis}."


def _ouvert(dossier: DossierRSA, etats: Sequence[EtatDossier]) -> str:
    debut = ouvert_depuis(etats)
    return f" depuis le {_jour(debut)}" if debut and debut < dossier.etat_depuis else ""


def _suspendu(dossier: DossierRSA, dernier: EtatDossier | None, caisse: str, depuis: str) -> str:
    """What the département decided is said as such: it is never a suspension of the paying body."""
    code = code_du(dernier) if dernier else None
    if code and code.auteur == AuteurDecision.DEPARTEMENT:
        return f"{SUSPENDUS[dossier.etat]} le {depuis} par décision du département, que {caisse} applique"
    return f"{SUSPENDUS[dossier.etat]} par {caisse} le {depuis}{_raison(dernier)}"


def _raison(etat: EtatDossier | None) -> str:
    if etat is None or not etat.motif:
        return ""
    code = code_du(etat)
    return f", car {code.raison}" if code else f", pour le motif « {etat.motif} » que nous ne connaissons pas"


def _jour(jour: date) -> str:
    """« 1er mars 2025 »."""
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]} {jour.year}"
