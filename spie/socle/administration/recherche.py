"""Search without writing names in addresses: the words are posted, the address keeps them sealed for this agent."""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.http import HttpRequest, HttpResponseRedirect

from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import code_courant

USAGE = "administration:recherche"


def renvoyer(request: HttpRequest) -> HttpResponseRedirect:
    """Answer a posted search by the list that shows its results, filters kept."""
    choix = request.POST.copy()
    choix.pop("csrfmiddlewaretoken", None)
    mots = choix.pop(SEARCH_VAR)[-1].replace("\0", "").strip()[:80]
    if mots:
        choix[SEARCH_VAR] = _sceller(mots, request)
    return HttpResponseRedirect(f"?{choix.urlencode()}")


class ListeScellee(ChangeList):
    """A list whose search comes sealed; what is not sealed for this agent searches nothing."""

    def __init__(self, request, *args, **kwargs):
        self.scelle = request.GET.get(SEARCH_VAR, "")
        super().__init__(request, *args, **kwargs)

    def get_queryset(self, request, exclude_parameters=None):
        self.query = lire(self.scelle, request)
        return super().get_queryset(request, exclude_parameters)


def lire(scelle: str, request: HttpRequest) -> str:
    """Give the words that were searched, or nothing."""
    try:
        octets = base64.urlsafe_b64decode(scelle.encode())
        return ouvrir(octets, **_contexte(request)).decode()
    except (ValueError, binascii.Error, InvalidTag):
        return ""


def _sceller(mots: str, request: HttpRequest) -> str:
    return base64.urlsafe_b64encode(sceller(mots.encode(), **_contexte(request))).decode()


def _contexte(request: HttpRequest) -> dict:
    return {"usage": USAGE, "departement": code_courant(), "ligne": request.user.pk}
