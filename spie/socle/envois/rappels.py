"""Where providers call back: no account, a secret in the address, and an answer that says nothing."""

import hmac
import json

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from spie.socle.comptes.access import public
from spie.socle.envois import services
from spie.socle.envois.canaux import brevo, ovh
from spie.socle.envois.models import Prestataire


@csrf_exempt
@public("Un prestataire de SMS n'a pas de compte : le secret est dans l'adresse, comparé à temps constant.")
def accuse(request, genre: str, jeton: str) -> HttpResponse:
    """OVH calls by GET, Brevo by POST. Writing on GET is OVH's protocol; without the secret, nothing is written.

    What cannot be read gets 200 too: the provider would say it again for hours.
    """
    prestataire = _prestataire(genre, jeton)
    if prestataire is None:
        raise Http404("Cette adresse n'existe pas.")
    lu = _lire(request, prestataire)
    if lu:
        services.recevoir(prestataire=prestataire, accuse=lu, le=timezone.now())
    return HttpResponse(status=200)


def _prestataire(genre: str, jeton: str) -> Prestataire | None:
    """Compare with every contract, in service or not: receipts come for days after it ends."""
    trouve = None
    for prestataire in Prestataire.objects.filter(genre=genre.upper()):
        if hmac.compare_digest(prestataire.secrets["jeton"].encode(), jeton.encode()):
            trouve = prestataire
    return trouve


def _lire(request, prestataire: Prestataire):
    if prestataire.genre == Prestataire.Genre.OVH:
        return ovh.lire_accuse(request.GET)
    try:
        valeurs = json.loads(request.body)
    except ValueError:
        return None
    return brevo.lire_accuse(valeurs, cle=request.GET.get("envoi", "")) if isinstance(valeurs, dict) else None
