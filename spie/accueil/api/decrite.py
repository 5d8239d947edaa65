"""How a door is described: what it takes, what it answers, how it refuses."""

from drf_spectacular.utils import extend_schema

from spie.accueil.api.reponses import Refuse

REFUS = (400, 401, 403, 404, 405, 406, 410, 413, 415, 429, 500)


def decrite(nom: str, resume: str, *, rend, prend=None, parametres=()):
    """``parametres``: the serializer of what follows the «?», if any."""
    refus = dict.fromkeys(REFUS, Refuse)
    reponses = {200: rend} | refus
    return extend_schema(
        operation_id=nom, summary=resume, request=prend, parameters=list(parametres), responses=reponses
    )
