"""Who speaks, for a program: ``Authorization: Bearer spie_…``, on the address of the département that gave the key."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from spie.socle.comptes.jetons import JetonRefuse, noter_usage, reconnaitre

MOT = "Bearer"


class JetonAuthentication(BaseAuthentication):
    """``DepartementMiddleware`` has announced the département of the address: the key of another one is not found."""

    def authenticate(self, request):
        mot, _, cle = request.headers.get("Authorization", "").partition(" ")
        if mot.lower() != MOT.lower():
            return None
        le = timezone.now()
        try:
            jeton = reconnaitre(cle=cle.strip(), le=le)
        except JetonRefuse as refus:
            raise AuthenticationFailed(str(refus), code=refus.code) from refus
        noter_usage(jeton=jeton, le=le)
        request.affectation = jeton.affectation
        return jeton.affectation.agent, jeton

    def authenticate_header(self, request):
        return MOT
