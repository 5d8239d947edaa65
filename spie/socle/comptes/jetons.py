"""The keys of programs: made once, shown once, known by their hash, over on a date."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from spie.socle.comptes.models import Affectation, Jeton
from spie.socle.refus import Refus

PREFIXE = "spie_"
MOT = "Bearer"
REFUSE = "Ce jeton est inconnu, retiré ou expiré."


class DureeImpossible(Refus):
    message = "Un jeton vaut entre un jour et un an."


@transaction.atomic
def creer(*, affectation: Affectation, libelle: str, jours: int, le: datetime) -> tuple[Jeton, str]:
    """Give a new key, and the only sight of it in clear. Raises ``DureeImpossible``."""
    if not 1 <= jours <= 366:
        raise DureeImpossible
    cle = PREFIXE + secrets.token_urlsafe(32)
    jeton = Jeton.objects.create(
        affectation=affectation,
        libelle=libelle[:80],
        empreinte=_empreinte(cle),
        cree_le=le,
        expire_le=le + timedelta(days=jours),
    )
    return jeton, cle


@transaction.atomic
def retirer(*, jeton: Jeton, le: datetime) -> None:
    """From now on, this key opens nothing."""
    Jeton.objects.filter(pk=jeton.pk, revoque_le=None).update(revoque_le=le)


def _empreinte(cle: str) -> str:
    return hashlib.sha256(cle.encode()).hexdigest()


class JetonAuthentication(BaseAuthentication):
    """``Authorization: Bearer spie_…``, on the address of the département that gave it."""

    def authenticate(self, request):
        mot, _, cle = request.headers.get("Authorization", "").partition(" ")
        if mot.lower() != MOT.lower():
            return None
        valables = Jeton.objects.valables(a=timezone.now()).select_related(
            "affectation__agent", "affectation__structure"
        )
        jeton = valables.filter(empreinte=_empreinte(cle.strip())).first()
        if jeton is None or not (jeton.affectation.active and jeton.affectation.agent.is_active):
            raise AuthenticationFailed(REFUSE)
        request._request.affectation = jeton.affectation
        return jeton.affectation.agent, jeton

    def authenticate_header(self, request):
        return MOT
