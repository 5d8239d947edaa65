"""The keys of programs: made once, shown once, known by their hash, over on a day."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from spie.socle.comptes.models import Affectation, Agent, Jeton
from spie.socle.comptes.roles import Portee
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import code_courant

DEBUT = "spie_"
# How fresh « dernier usage » is: a program that calls every second writes once an hour.
FRAICHEUR = timedelta(hours=1)


class PasUnCompteDeService(Refus):
    message = "Une clé se donne à un compte de service ouvert, géré par ce département."


class DureeImpossible(Refus):
    message = "Choisissez une date à venir, dans l'année : une clé se renouvelle."


class SansPortee(Refus):
    message = "Dites ce que la clé permet : une case au moins."


class JetonRefuse(Refus):
    """The key opens nothing. ``code``: for the program."""

    code = "jeton_inconnu"
    message = "Cette clé n'est pas connue ici. Vérifiez-la, et l'adresse du département."


class JetonRetire(JetonRefuse):
    code, message = "jeton_retire", "Cette clé a été retirée. Demandez-en une autre au département."


class JetonExpire(JetonRefuse):
    code, message = "jeton_expire", "Cette clé n'est plus valable. Demandez-en une autre au département."


class CompteFerme(JetonRefuse):
    code, message = "compte_ferme", "Le compte de service de cette clé est fermé. Demandez au département."


@transaction.atomic
def creer(
    *,
    affectation: Affectation,
    libelle: str,
    portees: Collection[Portee],
    expire_le: date,
    par: Agent | None,
    le: datetime,
) -> tuple[Jeton, str]:
    """Give a new key, and the only sight of it in clear.

    ``par`` is None for the command line. Raises ``PasUnCompteDeService``, ``DureeImpossible``, ``SansPortee``.
    """
    if not Affectation.objects.de_service(departement=code_courant()).filter(pk=affectation.pk).exists():
        raise PasUnCompteDeService
    jour = timezone.localdate(le)
    if not jour < expire_le <= jour + timedelta(days=settings.API_JOURS_MAX):
        raise DureeImpossible
    if not portees:
        raise SansPortee
    cle = DEBUT + secrets.token_urlsafe(32)
    jeton = Jeton(affectation=affectation, libelle=libelle, expire_le=expire_le, cree_le=le, cree_par=par)
    jeton.prefixe, jeton.empreinte = cle[:12], _empreinte(cle)
    for portee in portees:
        setattr(jeton, portee.value, True)
    jeton.save(force_insert=True)
    return jeton, cle


@transaction.atomic
def retirer(*, jeton: Jeton, par: Agent | None, le: datetime) -> None:
    """From now on, this key opens nothing. Twice is once."""
    Jeton.objects.filter(pk=jeton.pk, retire_le=None).update(retire_le=le, retire_par=par)


def reconnaitre(*, cle: str, le: datetime) -> Jeton:
    """The key, if it opens something in this département now. Row-level security hides those of elsewhere.

    Raises ``JetonRefuse``, or which of its reasons.
    """
    trouves = Jeton.objects.select_related("affectation__agent", "affectation__structure")
    jeton = trouves.filter(empreinte=_empreinte(cle)).first()
    if jeton is None:
        raise JetonRefuse
    if jeton.retire_le:
        raise JetonRetire
    if jeton.expire_le < timezone.localdate(le):
        raise JetonExpire
    agent = jeton.affectation.agent
    if not (jeton.affectation.active and agent.is_active and agent.de_service):
        raise CompteFerme
    return jeton


def noter_usage(*, jeton: Jeton, le: datetime) -> None:
    """The day and the hour of the last use: bookkeeping of the door, as that of sessions."""
    if jeton.servi_le is None or jeton.servi_le < le - FRAICHEUR:
        Jeton.objects.filter(pk=jeton.pk).update(servi_le=le)


def _empreinte(cle: str) -> str:
    """256 bits of chance need no salt and no slowness: nobody goes through them."""
    return hashlib.sha256(cle.encode("utf-8", "replace")).hexdigest()
