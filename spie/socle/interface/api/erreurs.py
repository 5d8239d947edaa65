"""How a door says no: always ``{"code", "message"}``, a word for the program and a French sentence for its author."""

from math import ceil

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from spie.socle.refus import Refus

PREFIXE = "/api/"
# What the library says of itself, in our words.
PHRASES: dict[type[exceptions.APIException], tuple[str, str]] = {
    exceptions.NotAuthenticated: ("jeton_absent", "Donnez votre clé dans l'en-tête « Authorization: Bearer … »."),
    exceptions.NotFound: ("introuvable", "Rien ne correspond ici, dans votre périmètre."),
    exceptions.ParseError: ("json_illisible", "Le corps de la demande n'est pas du JSON lisible, en UTF-8."),
    exceptions.UnsupportedMediaType: ("type_impossible", "Envoyez du JSON : « Content-Type: application/json »."),
    exceptions.NotAcceptable: ("format_impossible", "Les réponses sont en JSON : « Accept: application/json »."),
    exceptions.Throttled: ("trop_d_appels", "Trop d'appels en une minute. « Retry-After » dit combien attendre."),
}


class Erreur(exceptions.APIException):
    """A refusal of the door itself."""

    def __init__(self, code: str, message: str, statut: int = 400):
        self.status_code = statut
        super().__init__(message, code)


def pour_un_programme(request) -> bool:
    return request.path.startswith(PREFIXE)


def reponse_json(code: str, message: str, statut: int) -> JsonResponse:
    """For what is refused before any door: an unknown address, an unknown host, a breakdown."""
    return JsonResponse({"code": code, "message": message}, status=statut, json_dumps_params={"ensure_ascii": False})


def gerer_exception(exception, context) -> Response | None:
    """One shape for every refusal, and nothing of a refused call remains. None: a breakdown, told by ``page_500``."""
    exception = _connue(exception)
    if exception is None:
        return None
    set_rollback()
    code, message = _mots(exception, context["view"])
    return Response({"code": code, "message": message}, status=exception.status_code, headers=_entetes(exception))


def _connue(exception) -> exceptions.APIException | None:
    if isinstance(exception, Refus):
        return Erreur("refus", str(exception), 409)
    if isinstance(exception, Http404):
        return exceptions.NotFound()
    if isinstance(exception, PermissionDenied):
        return Erreur("interdit", "Le compte de service n'a pas ce droit.", 403)
    return exception if isinstance(exception, exceptions.APIException) else None


def _mots(exception: exceptions.APIException, vue) -> tuple[str, str]:
    if isinstance(exception, exceptions.MethodNotAllowed):
        return "methode_impossible", f"Cette adresse se demande en {' ou '.join(vue.allowed_methods)}."
    if type(exception) in PHRASES:
        return PHRASES[type(exception)]
    if isinstance(exception, exceptions.PermissionDenied) and exception.get_codes() == "permission_denied":
        return "interdit", "Le compte de service n'a pas ce droit."
    return str(exception.get_codes()), str(exception.detail)


def _entetes(exception: exceptions.APIException) -> dict[str, str]:
    entetes = {}
    if en_tete := getattr(exception, "auth_header", None):
        entetes["WWW-Authenticate"] = en_tete
    if (attente := getattr(exception, "wait", None)) is not None:
        entetes["Retry-After"] = str(max(1, ceil(attente)))
    return entetes
