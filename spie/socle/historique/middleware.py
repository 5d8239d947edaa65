"""What an agent writes through a page is signed by them, whatever the view does."""

from django.utils import timezone

from spie.socle.historique.signature import Origine, signer

LECTURES = ("GET", "HEAD", "OPTIONS", "TRACE")


class SignatureMiddleware:
    """Sign the transaction that ``DepartementMiddleware`` opened, unless the request only reads."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.departement and request.method not in LECTURES and request.user.is_authenticated:
            signer(origine=Origine.AGENT, par=request.user, le=timezone.now())
        return self.get_response(request)
