"""The address of the site says the département, for browsers and for the API alike."""

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement


class DepartementMiddleware:
    """Open the département's transaction around the whole response, templates included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path in settings.ADRESSES_SANS_DEPARTEMENT:
            request.departement = None
            return self.get_response(request)
        request.departement = departement_de(request.get_host())
        # Hours are those of the place: in Fort-de-France, « 8 h » is eight o'clock there.
        with departement_courant(request.departement.code), timezone.override(request.departement.fuseau):
            reponse = self.get_response(request)
            if reponse.status_code >= 500:
                transaction.set_rollback(True)
            return reponse


def departement_de(hote: str) -> Departement:
    """Find the département by host name; bare ``localhost`` is the demo's choice. Raises ``Http404``."""
    nom = hote.partition(":")[0]
    if nom in ("localhost", "127.0.0.1") and settings.DEPARTEMENT_DE_DEMO:
        nom = f"{settings.DEPARTEMENT_DE_DEMO}.localhost"
    try:
        return Departement.objects.get(hote=nom)
    except Departement.DoesNotExist:
        raise Http404("Cette adresse ne correspond à aucun département.") from None
