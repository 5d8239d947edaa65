"""Put in an address what must not be read there: addresses end in logs, in histories and on shared screens."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def cacher(texte: str, *, usage: str) -> str:
    """Give an encrypted token of ``texte``, good for this ``usage`` only."""
    return _chiffre(usage).encrypt(texte.encode()).decode().rstrip("=")


def retrouver(jeton: str, *, usage: str) -> str:
    """Give the text of a token; an empty string when it is not ours."""
    try:
        return _chiffre(usage).decrypt((jeton + "=" * (-len(jeton) % 4)).encode()).decode()
    except InvalidToken:
        return ""


def _chiffre(usage: str) -> Fernet:
    cle = hashlib.sha256(f"spie.jeton.{usage}".encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(cle))
