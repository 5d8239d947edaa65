"""SMS by Brevo: one key, one callback address per message, receipts by POST."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from spie.socle.envois.canaux.accuse import Accuse, moment
from spie.socle.envois.canaux.reponses import Accepte, Incertain, Refuse, client, corps, refus_du_contrat
from spie.socle.envois.segmentation import decouper

ADRESSE = "https://api.brevo.com/v3"
CLES = ("api_key",)
ISSUES = {
    "accepted": "ATTENTE", "sent": "ATTENTE", "soft_bounce": "ATTENTE", "replied": "LIVRE", "delivered": "LIVRE",
    "hard_bounce": "ECHEC", "blocked": "ECHEC", "rejected": "ECHEC", "error": "ECHEC",
    "unsubscription": "ATTENTE", "unsubscribed": "ATTENTE",
}  # fmt: skip


@dataclass(frozen=True)
class Brevo:
    """``rappel``: where this département listens, secret included."""

    adresse: str
    expediteur: str
    cles: Mapping[str, str]
    rappel: str
    genre: str = "SMS"

    def envoyer(self, *, reference: str, destinataire: str, contenu: dict, pdf: bytes = b""):
        """Hand one SMS over, in the name of the département."""
        charge = {
            "sender": self.expediteur, "recipient": destinataire.lstrip("+"), "content": contenu["texte"],
            "type": "transactional", "unicodeEnabled": decouper(contenu["texte"]).codage == "UCS2",
            "tag": reference,
            "webUrl": f"{self.rappel}?{urlencode({'envoi': reference.partition(':')[2]})}",
        }  # fmt: skip
        try:
            reponse = client().post(f"{self.adresse}/transactionalSMS/send", json=charge, headers=self._entetes)
        except httpx.ConnectError:
            return Refuse("Le prestataire est injoignable.")
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse ({type(erreur).__name__}).")
        if not reponse.is_success:
            return refus_du_contrat(reponse)
        numero = (corps(reponse) or {}).get("messageId")
        return Accepte(str(numero)[:80]) if numero else Incertain("Le prestataire n'a donné aucune référence.")

    def retrouver(self, *, reference: str):
        """Ask for what happened under our label."""
        adresse, question = f"{self.adresse}/transactionalSMS/statistics/events", {"tags": reference, "limit": "1"}
        try:
            reponse = client().get(adresse, params=question, headers=self._entetes)
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse à la vérification ({type(erreur).__name__}).")
        valeurs = corps(reponse) if reponse.is_success else None
        if valeurs is None:
            return Incertain(f"Le prestataire ne sait pas le dire ({reponse.status_code}).")
        evenements = valeurs.get("events") or []
        return Accepte(str(evenements[0]["messageId"])) if evenements else Refuse("Le prestataire ne l'a pas reçu.")

    @property
    def _entetes(self) -> dict:
        return {"api-key": self.cles["api_key"]}


def lire_accuse(valeurs: Mapping, *, cle: str) -> Accuse | None:
    """Read one receipt about our ``cle``; None when it makes no sense, or says a word we do not know."""
    statut, quand = str(valeurs.get("msg_status", ""))[:40], moment(valeurs.get("date", ""))
    if quand is None or statut not in ISSUES or not cle:
        return None
    return Accuse(
        cle[:120],
        statut,
        ISSUES[statut],
        quand,
        numero_mort=statut == "hard_bounce",
        numero=f"+{str(valeurs.get('to', '')).lstrip('+')}",
        reponse=str(valeurs.get("reply") or "")[:1000],
        refus=statut.startswith("unsubscri"),
    )
