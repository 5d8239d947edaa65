"""Speak to a provider over HTTP: what it answers, in three words the relay understands.

Shapes: OVH for SMS (``receivers``, ``message``, ``tag``), Brevo for mails (``to``, ``subject``, ``textContent``);
a printer takes the PDF. Each carries our reference, by which the provider can be asked what became of it.
"""

import base64
from dataclasses import dataclass
from functools import cache

import httpx
from django.conf import settings

DELAI = httpx.Timeout(10, connect=5)
# Seconds, when a provider asks to wait without saying how long.
ATTENTE = 30.0


@dataclass(frozen=True)
class Accepte:
    """The provider has the message, under its own reference."""

    reference: str


@dataclass(frozen=True)
class Refuse:
    """The provider certainly does not have it. ``apres``: seconds it asks to wait; ``definitif``: never again."""

    motif: str
    apres: float = 0
    definitif: bool = False


@dataclass(frozen=True)
class Incertain:
    """Nobody knows: cut, too long, or broken on their side."""

    motif: str


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
            reponse = _client().post(self.url, json=charge, headers={"Idempotency-Key": reference})
        except httpx.ConnectError:
            return Refuse("Le prestataire est injoignable.")
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse ({type(erreur).__name__}).")
        return _lire(reponse)

    def retrouver(self, *, reference: str) -> Accepte | Refuse | Incertain:
        """Ask what became of ``reference``. ``Refuse`` means: certainly not received."""
        try:
            reponse = _client().get(self.url, params={"tag": reference})
        except httpx.HTTPError as erreur:
            return Incertain(f"Pas de réponse à la vérification ({type(erreur).__name__}).")
        if reponse.status_code == 404:
            return Refuse("Le prestataire ne l'a pas reçu.")
        return _lire(reponse)


def _lire(reponse: httpx.Response) -> Accepte | Refuse | Incertain:
    if reponse.is_success:
        return _acceptee(reponse)
    if reponse.status_code == 429:
        attente = reponse.headers.get("Retry-After", "")
        return Refuse("Le prestataire demande d'attendre.", apres=float(attente) if attente.isdigit() else ATTENTE)
    if reponse.status_code >= 500:
        return Incertain(f"Le prestataire est en panne ({reponse.status_code}).")
    return Refuse(f"Refusé par le prestataire ({reponse.status_code}) : {_raison(reponse)}", definitif=True)


def _corps(reponse: httpx.Response) -> dict | None:
    """The answer as values, None when it is not readable."""
    try:
        corps = reponse.json()
    except ValueError:
        return None
    return corps if isinstance(corps, dict) else None


def _raison(reponse: httpx.Response) -> str:
    return str((_corps(reponse) or {}).get("message") or reponse.text)[:150]


def _acceptee(reponse: httpx.Response) -> Accepte | Incertain:
    """A « yes » that cannot be read is not a « yes »: we will ask. Each provider names its reference its own way."""
    corps = _corps(reponse)
    if corps is None:
        return Incertain("Le prestataire a donné une réponse illisible.")
    premiere = next(iter(corps.get("ids") or []), "")
    return Accepte(str(corps.get("id") or corps.get("messageId") or premiere)[:80])


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


@cache
def _client() -> httpx.Client:
    # The environment's proxies are for browsing, not for providers.
    return httpx.Client(timeout=DELAI, trust_env=False)


def canal(genre: str) -> Canal | None:
    """Give the channel that this installation has set, or None."""
    urls = {
        "SMS": settings.CANAL_SMS_URL,
        "COURRIEL": settings.CANAL_COURRIEL_URL,
        "COURRIER": settings.CANAL_COURRIER_URL,
    }
    return Canal(genre, urls[genre]) if urls[genre] else None
