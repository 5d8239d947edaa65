"""How fast one key may call: counted in Redis, for all the processes of the site together."""

import logging
from functools import cache

from django.conf import settings
from django.utils import timezone
from redis import Redis, RedisError
from rest_framework.throttling import BaseThrottle

MINUTE = 60
journal = logging.getLogger(__name__)
# Redis may be stopped at any time: each process then counts alone, the last minute only.
_seul: dict[str, int] = {}


class Cadence(BaseThrottle):
    """So many calls per key and per minute of the clock (``API_APPELS_PAR_MINUTE``)."""

    def allow_request(self, request, view):
        secondes = timezone.now().timestamp()
        self.attente = MINUTE - secondes % MINUTE
        return compter(f"api:{request.auth.pk}:{int(secondes // MINUTE)}") <= settings.API_APPELS_PAR_MINUTE

    def wait(self):
        return self.attente


def compter(cle: str) -> int:
    """One call more: how many with this one."""
    try:
        with _redis(settings.REDIS_URL).pipeline() as suite:
            suite.incr(cle)
            suite.expire(cle, 2 * MINUTE)
            return suite.execute()[0]
    except RedisError:
        journal.warning("Redis ne répond pas : les appels de l'API se comptent dans chaque processus.")
        return _compter_seul(cle)


def _compter_seul(cle: str) -> int:
    minute = cle.rpartition(":")[2]
    for ancienne in [autre for autre in _seul if not autre.endswith(f":{minute}")]:
        del _seul[ancienne]
    _seul[cle] = _seul.get(cle, 0) + 1
    return _seul[cle]


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
