"""The doors described for machines (OpenAPI): it says nothing of anybody, so it asks for no key."""

from functools import cache

from django.http import JsonResponse
from django.views.decorators.http import require_GET
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator

from spie.socle.comptes.access import public


class CleDecrite(OpenApiAuthenticationExtension):
    target_class = "spie.socle.comptes.authentification.JetonAuthentication"
    name = "cle"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "La clé d'accès, « spie_… »."}


@public("Elle décrit les portes des programmes et ne dit rien de personne.")
@require_GET
def description(request):
    return JsonResponse(decrire(), json_dumps_params={"ensure_ascii": False})


@cache
def decrire() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)
