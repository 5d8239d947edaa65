"""SMS by OVHcloud: signed calls, and receipts by GET on an address registered once for the account.

A receipt bears no signature and no word of ours, only OVH's identifier: the secret is in the address.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from spie.socle.envois.canaux.accuse import Accuse, moment
from spie.socle.envois.canaux.reponses import Accepte, Incertain, Refuse, client, corps, refus_du_contrat

ADRESSE = "https://eu.api.ovh.com/1.0"
CLES = ("application_key", "application_secret", "consumer_key", "service")
# Minutes during which OVH keeps trying to reach the telephone.
VALIDITE = 2880
ARRIVES, EN_CHEMIN = {"0", "4"}, {"1", "2", "3", "25", "26"}
# Never again to this number: it does not exist, cannot show a SMS, or refuses them as unwanted.
SANS_RETOUR = {"23", "27", "28"}
# OVH's own trouble: the number has nothing to do with it.
CREDIT = "21"


@dataclass(frozen=True)
class Ovh:
    adresse: str
    expediteur: str
    cles: Mapping[str, str]
    genre: str = "SMS"

    def envoyer(self, *, reference: str, destinataire: str, contenu: dict, pdf: bytes = b""):
        """Hand one SMS over, in the name of the département."""
        charge = {
            "message": contenu["texte"], "receivers": [destinataire], "sender": self.expediteur, "charset": "UTF-8",
            "noStopClause": True, "priority": "high", "validityPeriod": VALIDITE, "senderForResponse": False,
            "tag": etiquette(reference),
        }  # fmt: skip
        try:
            reponse = self._appeler("POST", f"/sms/{self.cles['service']}/jobs", charge)
        except httpx.ConnectError:
            return Refuse("Le prestataire est injoignable.")
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse ({type(erreur).__name__}).")
        return _acceptee(reponse) if reponse.is_success else refus_du_contrat(reponse)

    def retrouver(self, *, reference: str):
        """Ask which of its messages bears our label."""
        question = urlencode({"tag": etiquette(reference)})
        try:
            reponse = self._appeler("GET", f"/sms/{self.cles['service']}/outgoing?{question}")
            ids = reponse.json() if reponse.is_success else None
        except (httpx.HTTPError, ValueError) as erreur:
            return Incertain(f"Pas de réponse à la vérification ({type(erreur).__name__}).")
        if not isinstance(ids, list):
            return Incertain(f"Le prestataire ne sait pas le dire ({reponse.status_code}).")
        return Accepte(str(ids[0])) if ids else Refuse("Le prestataire ne l'a pas reçu.")

    def _appeler(self, methode: str, chemin: str, charge: dict | None = None) -> httpx.Response:
        url, octets = f"{self.adresse}{chemin}", json.dumps(charge) if charge else ""
        quand = str(self._heure())
        secret, consommateur = self.cles["application_secret"], self.cles["consumer_key"]
        entetes = {
            "Content-Type": "application/json", "X-Ovh-Application": self.cles["application_key"],
            "X-Ovh-Consumer": consommateur, "X-Ovh-Timestamp": quand,
            "X-Ovh-Signature": signature(secret, consommateur, methode, url, octets, quand),
        }  # fmt: skip
        return client().request(methode, url, content=octets or None, headers=entetes)

    def _heure(self) -> int:
        """Their clock: a signature of another time is refused. Ours when they do not tell."""
        reponse = client().get(f"{self.adresse}/auth/time")
        return int(reponse.text) if reponse.is_success and reponse.text.isdigit() else int(time.time())


def signature(secret: str, consommateur: str, methode: str, url: str, octets: str, quand: str) -> str:
    """Sign one call, as OVH's documentation says. SHA-1 is their choice."""
    texte = "+".join([secret, consommateur, methode, url, octets, quand])
    return "$1$" + hashlib.sha1(texte.encode(), usedforsecurity=False).hexdigest()


def etiquette(reference: str) -> str:
    """Our reference in the twenty signs of their label; it says nothing to who reads it."""
    return hashlib.sha256(reference.encode()).hexdigest()[:20]


def _acceptee(reponse: httpx.Response) -> Accepte | Refuse | Incertain:
    valeurs = corps(reponse)
    if valeurs is None:
        return Incertain("Le prestataire a donné une réponse illisible.")
    if ids := valeurs.get("ids"):
        return Accepte(str(ids[0])[:80])
    if valeurs.get("invalidReceivers"):
        return Refuse("Le prestataire dit que ce numéro ne reçoit pas de SMS.", definitif=True)
    return Incertain("Le prestataire n'a donné aucune référence.")


def lire_accuse(params: Mapping[str, str]) -> Accuse | None:
    """Read one receipt; None when it makes no sense."""
    quand, reference, ptt = moment(params.get("date", "")), params.get("id", ""), params.get("ptt", "")
    if not (quand and reference.isdigit() and ptt.isdigit()):
        return None
    issue = "LIVRE" if ptt in ARRIVES else "ATTENTE" if ptt in EN_CHEMIN else "ECHEC"
    return Accuse(reference, f"ptt {ptt}"[:40], issue, quand, numero_mort=ptt in SANS_RETOUR)
