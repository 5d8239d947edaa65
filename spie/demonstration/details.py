"""What makes each person of the demonstration different: languages, second telephones, refusals, a past right."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from spie.demonstration import proportions

PARIS = ZoneInfo("Europe/Paris")


def echanges(hasard: Random, nationalite: str) -> dict:
    """The languages of an adult, and the need of an interpreter."""
    if nationalite == "F" and hasard.random() > proportions.AUTRE_LANGUE_DES_FRANCAIS:
        return {"langues": Jsonb(["fra"])}
    langue = proportions.LANGUES.tirer(hasard)
    interprete = nationalite != "F" and hasard.random() < proportions.INTERPRETE
    parlees = [langue] if interprete and hasard.random() < 0.5 else ["fra", langue]
    besoin = {"besoin_interprete": True, "langue_interprete": langue} if interprete else {"besoin_interprete": False}
    return {"langues": Jsonb(parlees)} | besoin


def naissance(hasard: Random, nationalite: str) -> dict:
    pays = "FRANCE" if nationalite == "F" else "PAYS IMAGINAIRE"
    autres = hasard.choice(("", "", "Camille", "Claude", "Sacha Lou"))
    return {"nationalite": nationalite, "pays_naissance": pays, "autres_prenoms": autres}


def canal_prefere(hasard: Random) -> str:
    return proportions.CANAUX_PREFERES.tirer(hasard)


def autre_telephone(hasard: Random) -> dict | None:
    """A second number: a relative's, a structure's, or a fixed line."""
    if hasard.random() > proportions.SECOND_TELEPHONE:
        return None
    titulaire, precision, fixe = hasard.choice(proportions.TITULAIRES)
    return {"titulaire": titulaire, "precision": precision, "est_mobile": not fixe}


def verification(hasard: Random, au: date, agent_id: UUID) -> dict:
    if hasard.random() > proportions.VERIFIE:
        return {}
    jour = au - timedelta(days=hasard.randint(5, 400))
    return {"verifie_le": datetime.combine(jour, time(10), PARIS), "verifie_par_id": agent_id}


def refus(hasard: Random, depuis: date, agent_id: UUID) -> dict | None:
    """A channel that the person refuses, or None."""
    if hasard.random() > proportions.REFUS:
        return None
    return {
        "canal": proportions.CANAUX_REFUSES.tirer(hasard),
        "dite_le": depuis,
        "source": "agent",
        "enregistree_le": datetime.combine(depuis, time(15), PARIS),
        "enregistree_par_id": agent_id,
    }


def adresse(hasard: Random, commune, sans_domicile: bool, au: date) -> dict:
    """Where the mail arrives: at home, at someone's, or at the organisation that domiciles."""
    if sans_domicile:
        fin = au + timedelta(days=hasard.randint(-20, 330))
        return {"nature": "DOMICILIATION", "organisme": f"CCAS de {commune.nom} (fictif)", "attestation_au": fin}
    if hasard.random() < proportions.HEBERGES:
        return {"nature": "HEBERGEMENT", "complement": "chez M. ou Mme EXEMPLE"}
    return {}


def etats(hasard: Random, etat: str, depuis: date, au: date) -> list[dict]:
    """The history of a right: open first, then as it is now. Newest last."""
    ouvert = {"etat": "2", "depuis_le": depuis, "motif": "", "famille": ""}
    if etat == "2":
        return [ouvert]
    debut = max(depuis, au - timedelta(days=hasard.randint(20, 150)))
    famille = "SUSVERS" if etat == "4" else "SUSDRO"
    motif = proportions.MOTIFS[etat].tirer(hasard)
    return [ouvert, {"etat": etat, "depuis_le": debut, "motif": motif, "famille": famille}]
