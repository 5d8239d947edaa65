"""``request.affectation``: what this agent is in this département, or None."""

CLE_SESSION = "affectation"


class AffectationMiddleware:
    """The chosen affectation if it is still one of theirs here, otherwise the oldest one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.affectations, request.affectation = [], None
        if request.departement and request.user.is_authenticated:
            request.affectations = list(request.user.affectations.en_cours().order_by("id"))
            choisie = request.session.get(CLE_SESSION)
            parmi = [a for a in request.affectations if str(a.pk) == choisie] or request.affectations
            request.affectation = parmi[0] if parmi else None
        return self.get_response(request)
