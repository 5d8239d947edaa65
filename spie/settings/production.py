"""Production: refuse to start without what must be secret, and behind HTTPS only."""

import base64
import binascii
import os

from django.core.exceptions import ImproperlyConfigured

from spie.settings.base import *  # noqa: F403

OBLIGATOIRES = ("DATABASE_URL", "DATABASE_URL_PROPRIETAIRE", "REDIS_URL", "SECRET_KEY", "SPIE_CLE_NIR", "SPIE_HOTES")
if manquantes := [nom for nom in OBLIGATOIRES if not os.environ.get(nom)]:
    raise ImproperlyConfigured(f"Variables d'environnement manquantes : {', '.join(manquantes)}")
# The values of .env.exemple are public.
if exemples := [nom for nom in OBLIGATOIRES if "a-remplacer" in os.environ[nom]]:
    raise ImproperlyConfigured(f"Valeurs d'exemple à remplacer : {', '.join(exemples)}")


def _octets(cle: str) -> int:
    try:
        return len(base64.urlsafe_b64decode(cle))
    except (binascii.Error, ValueError):
        return 0


if _octets(os.environ["SPIE_CLE_NIR"]) < 32:
    raise ImproperlyConfigured("SPIE_CLE_NIR doit être 32 octets tirés au hasard, écrits en base64 (urlsafe).")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
