"""Places in what a program reads page by page: opaque, and refused when they are not ours."""

import base64
import binascii
from uuid import UUID

from spie.socle.interface.api.erreurs import Erreur

ILLISIBLE = "Ce repère n'est pas de nous : redonnez, tel quel, celui de la réponse précédente."
_TAILLE_UUID, _TAILLE_TRANSACTION = 16, 8


def ecrire(*, transaction: int = 0, id_: UUID) -> str:
    octets = transaction.to_bytes(_TAILLE_TRANSACTION, "big") + id_.bytes
    return base64.urlsafe_b64encode(octets).decode()


def lire(repere: str) -> tuple[int, UUID]:
    """The transaction and the identifier. Raises ``Erreur``."""
    try:
        octets = base64.b64decode(repere.encode("ascii"), altchars=b"-_", validate=True)
        transaction = int.from_bytes(octets[:_TAILLE_TRANSACTION], "big", signed=True)
        id_ = UUID(bytes=octets[_TAILLE_TRANSACTION:])
    except (ValueError, binascii.Error):
        raise Erreur("repere_illisible", ILLISIBLE) from None
    if transaction < 0 or ecrire(transaction=transaction, id_=id_) != repere:
        raise Erreur("repere_illisible", ILLISIBLE)
    return transaction, id_
