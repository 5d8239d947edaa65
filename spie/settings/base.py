"""What is the same everywhere. Nothing secret here: the environment brings it."""

import os
from pathlib import Path

from spie.socle.outillage.embarques import adresses, base_django

RACINE = BASE_DIR = Path(__file__).resolve().parents[2]
EMBARQUES = adresses()

SECRET_KEY = os.environ.get("SECRET_KEY", "")
CLE_NIR = os.environ.get("SPIE_CLE_NIR", "")
DEBUG = False
ALLOWED_HOSTS = [hote for hote in os.environ.get("SPIE_HOTES", "").split(",") if hote]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "spie.socle.administration.apps.AdministrationConfig",
    "django_htmx",
    "rest_framework",
    "spie.socle.territoires",
    "spie.socle.calendrier",
    "spie.socle.comptes",
    "spie.socle.historique",
    "spie.socle.personnes",
    "spie.socle.envois",
    "spie.socle.courriers",
    "spie.socle.flux",
    "spie.socle.imports",
    "spie.socle.interface",
    "spie.socle.outillage",
    "offre",
    "parcours",
    "orientation",
    "entreprises",
    "controle",
    "spie.pilotage",
    "spie.accueil",
    "spie.demonstration",
]

MIDDLEWARE = [
    "spie.socle.interface.csp.CSPMiddleware",
    "spie.socle.interface.octet_nul.OctetNulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "spie.socle.territoires.middleware.DepartementMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "spie.socle.comptes.middleware.AffectationMiddleware",
    "spie.socle.historique.middleware.SignatureMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "spie.socle.interface.refus.RefusMiddleware",
]

ROOT_URLCONF = "spie.urls"
WSGI_APPLICATION = "spie.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "spie.socle.interface.context.coquille",
            ],
            "builtins": ["spie.socle.interface.templatetags.interface"],
        },
    }
]
CSRF_FAILURE_VIEW = "spie.socle.interface.erreurs.page_csrf"
FORM_RENDERER = "spie.socle.interface.forms.Renderer"

# The application under row-level security; the owner for migrations and nothing else.
DATABASES = {
    "default": base_django(os.environ.get("DATABASE_URL") or EMBARQUES.database_url)
    | {"ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    "proprietaire": base_django(os.environ.get("DATABASE_URL_PROPRIETAIRE") or EMBARQUES.database_url_proprietaire),
}
# Behind PgBouncer in transaction mode, server-side cursors and prepared statements would cross transactions.
if os.environ.get("SPIE_PGBOUNCER"):
    DATABASES["default"] |= {"DISABLE_SERVER_SIDE_CURSORS": True}

AUTH_USER_MODEL = "comptes.Agent"
LOGIN_URL = "comptes:connexion"
LOGIN_REDIRECT_URL = "accueil:journee"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "fr-fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = RACINE / "staticfiles"
STATICFILES_DIRS = [RACINE / "static"]
MEDIA_ROOT = Path(os.environ.get("SPIE_MEDIA") or EMBARQUES.dossier / "media")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
# The largest département receives half of it.
FLUX_TAILLE_MAXIMALE = 1024**3
# Seconds without a sign of life after which the load of a file is taken up by another worker.
FLUX_SILENCE = int(os.environ.get("SPIE_FLUX_SILENCE") or 120)

# « localhost » alone means this département; empty in production.
DEPARTEMENT_DE_DEMO = ""
# The fictional mobile range 06 39 98 xx xx: true in demo and tests only.
TELEPHONES_FICTIFS = False
# Health checks have no département; everything else does.
ADRESSES_SANS_DEPARTEMENT = ("/sante/",)
# What stands before the pages that a letter leads to, from paper to a telephone.
ADRESSE_PUBLIQUE = os.environ.get("SPIE_ADRESSE_PUBLIQUE") or "https://{hote}"
# Where messages leave for; demo and tests point at the loopback catcher.
CANAL_SMS_URL = os.environ.get("SPIE_SMS_URL", "")
CANAL_COURRIEL_URL = os.environ.get("SPIE_COURRIEL_URL", "")
CANAL_COURRIER_URL = os.environ.get("SPIE_COURRIER_URL", "")

REDIS_URL = os.environ.get("REDIS_URL") or EMBARQUES.redis_url
CELERY_BROKER_URL = os.environ.get("REDIS_URL") or EMBARQUES.celery_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    # Nobody waits at the screen for a Redis that is down (six seconds a nudge otherwise): the timetable comes by.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "envois"
CELERY_TASK_ROUTES = {
    "spie.socle.flux.tasks.*": {"queue": "flux"},
    "spie.socle.imports.tasks.*": {"queue": "flux"},
}

# The doors for programs: how many calls a minute one key may make, how large a body, how long a key lives.
API_APPELS_PAR_MINUTE = int(os.environ.get("SPIE_API_APPELS_PAR_MINUTE") or 120)
API_OCTETS_MAX = 262_144
API_JOURS_MAX = 366
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "spie.socle.interface.api.erreurs.gerer_exception",
    "DEFAULT_AUTHENTICATION_CLASSES": ["spie.socle.comptes.authentification.JetonAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SPIE",
    "VERSION": "1",
    "DESCRIPTION": "Les personnes d'un département, pour les logiciels partenaires. Guide : docs/api.md.",
    "OAS_VERSION": "3.1.1",
    "ENUM_NAME_OVERRIDES": {"RolePersonne": "spie.socle.personnes.models.foyer.RolePersonne"},
}
SILENCED_SYSTEM_CHECKS = ["auth.E003", "auth.W004"]

# Errors go to the standard error of the process, with their trace and never the values of a request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"simple": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "simple"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
