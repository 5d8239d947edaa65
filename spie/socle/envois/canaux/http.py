"""Speak to a provider over HTTP: what it answers, in three words the relay understands.

Shapes: OVH for SMS (``receivers``, ``message``, ``tag``), Brevo for mails (``to``, ``subject``, ``textContent``);
a printer takes the PDF. Each carries our reference, by which the provider can be asked what became of it.
"""

import base64
from dataclasses import dataclass

import httpx
from django.conf import settings

from spie.socle.envois.canaux.reponses import Accepte, Incertain, Refuse, client, corps, refus


@dataclass(frozen=True)
class Canal:
    """One channel at one provider."""

    genre: str
    url: str

    def envoyer(
        self, *, reference: str, destinataire: str, contenu: dict, pdf: bytes = b""
    ) -> Accepte | Refuse | Incertain:
        """Hand the message over. ``reference`` is the same at every try of the same message."""
        charge = CHARGES[self.genre](reference, destinataire, contenu, pdf)
        try:
            reponse = client().post(self.url, json=charge, headers={"Idempotency-Key": reference})
        except httpx.ConnectError:
            return Refuse("Le prestataire est injoignable.")
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse ({type(erreur).__name__}).")
        return _lire(reponse)

    def retrouver(self, *, reference: str) -> Accepte | Refuse | Incertain:
        """Ask what became of ``reference``. ``Refuse`` means: certainly not received."""
        try:
            reponse = client().get(self.url, params={"tag": reference})
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse à la vérification ({type(erreur).__name__}).")
        if reponse.status_code == 404:
            return Refuse("Le prestataire ne l'a pas reçu.")
        return _lire(reponse)


def _lire(reponse: httpx.Response) -> Accepte | Refuse | Incertain:
    return _acceptee(reponse) if reponse.is_success else refus(reponse)


def _acceptee(reponse: httpx.Response) -> Accepte | Incertain:
    """A « yes » that cannot be read is not a « yes »: we will ask. Each provider names its reference its own way."""
    valeurs = corps(reponse)
    if valeurs is None:
        return Incertain("Le prestataire a donné une réponse illisible.")
    premiere = next(iter(valeurs.get("ids") or []), "")
    return Accepte(str(valeurs.get("id") or valeurs.get("messageId") or premiere)[:80])


def _sms(reference, destinataire, contenu, pdf):
    return {"receivers": [destinataire], "message": contenu["texte"], "tag": reference, "noStopClause": True}


def _courriel(reference, destinataire, contenu, pdf):
    return {
        "to": [{"email": destinataire}],
        "subject": contenu["sujet"],
        "textContent": contenu["texte"],
        "tag": reference,
    }


def _courrier(reference, destinataire, contenu, pdf):
    return {"adresse": destinataire, "objet": contenu["objet"], "pdf": base64.b64encode(pdf).decode(), "tag": reference}


CHARGES = {"SMS": _sms, "COURRIEL": _courriel, "COURRIER": _courrier}


def canal(genre: str) -> Canal | None:
    """Give the channel that this installation has set, or None."""
    urls = {
        "SMS": settings.CANAL_SMS_URL,
        "COURRIEL": settings.CANAL_COURRIEL_URL,
        "COURRIER": settings.CANAL_COURRIER_URL,
    }
    return Canal(genre, urls[genre]) if urls[genre] else None
