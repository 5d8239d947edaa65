"""Headers of every response: what a page may load, and that nobody keeps a copy of it."""

from django.utils.cache import add_never_cache_headers

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
ENTETES = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class CSPMiddleware:
    """First of the list, so that error pages and files carry the headers too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for nom, valeur in ENTETES.items():
            response.headers.setdefault(nom, valeur)
        # Set by AffectationMiddleware, which has already looked the agent up: no query happens here.
        if hasattr(request, "affectations") and request.user.is_authenticated:
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store"
        return response
