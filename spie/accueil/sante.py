"""What a load balancer asks: is PostgreSQL there, is Redis there?"""

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET
from redis import Redis, RedisError

from spie.socle.comptes.access import public


@public("Ne dit que « oui » ou « non », sans aucune donnée.")
@require_GET
def sante(request):
    """Answer 200 when both services answer, 503 otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        redis = Redis.from_url(settings.REDIS_URL, socket_timeout=2).ping()
    except RedisError:
        redis = False
    return JsonResponse({"postgresql": True, "redis": redis}, status=200 if redis else 503)
