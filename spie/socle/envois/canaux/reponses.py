"""What any provider answers, in three words the relay understands."""

from dataclasses import dataclass
from functools import cache

import httpx

DELAI = httpx.Timeout(10, connect=5)
# Seconds, when a provider asks to wait without saying how long, and when our contract has to be mended first.
ATTENTE, CONTRAT = 30.0, 900.0


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


@cache
def client() -> httpx.Client:
    # The environment's proxies are for browsing, not for providers.
    return httpx.Client(timeout=DELAI, trust_env=False)


def corps(reponse: httpx.Response) -> dict | None:
    """The answer as values, None when it is not readable."""
    try:
        valeurs = reponse.json()
    except ValueError:
        return None
    return valeurs if isinstance(valeurs, dict) else None


def refus(reponse: httpx.Response) -> Refuse | Incertain:
    """What an answer that is no success means."""
    if reponse.status_code == 429:
        attente = reponse.headers.get("Retry-After", "")
        return Refuse("Le prestataire demande d'attendre.", apres=float(attente) if attente.isdigit() else ATTENTE)
    if reponse.status_code >= 500:
        return Incertain(f"Le prestataire est en panne ({reponse.status_code}).")
    raison = str((corps(reponse) or {}).get("message") or reponse.text)[:150]
    return Refuse(f"Refusé par le prestataire ({reponse.status_code}) : {raison}", definitif=True)


def refus_du_contrat(reponse: httpx.Response) -> Refuse | Incertain:
    """The same, when keys, rights or credits may be at fault: the number is not, the message waits for them."""
    if reponse.status_code in (401, 402, 403):
        code = reponse.status_code
        return Refuse(f"Contrat refusé par le prestataire ({code}) : vérifiez ses clés et ses crédits.", CONTRAT)
    return refus(reponse)
