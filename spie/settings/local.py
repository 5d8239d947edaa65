"""Development and demo, on this machine only: known keys, fictional telephones, the loopback catcher."""

import base64
import os

from spie.settings.base import *  # noqa: F403
from spie.settings.base import CANAL_COURRIEL_URL, CANAL_COURRIER_URL, CANAL_SMS_URL, CLE_NIR, SECRET_KEY

SECRET_KEY = SECRET_KEY or "demonstration-sans-secret"
CLE_NIR = CLE_NIR or base64.urlsafe_b64encode(b"demonstration" * 3)[:44].decode()
DEBUG = False
ALLOWED_HOSTS = [".localhost", "127.0.0.1"]
DEPARTEMENT_DE_DEMO = "07"
TELEPHONES_FICTIFS = True
CAPTEUR = f"http://127.0.0.1:{os.environ.get('SPIE_PORT_CAPTEUR', 8025)}"
CANAL_SMS_URL = CANAL_SMS_URL or f"{CAPTEUR}/sms"
CANAL_COURRIEL_URL = CANAL_COURRIEL_URL or f"{CAPTEUR}/courriel"
CANAL_COURRIER_URL = CANAL_COURRIER_URL or f"{CAPTEUR}/courrier"
ADRESSE_PUBLIQUE = os.environ.get("SPIE_ADRESSE_PUBLIQUE") or "http://{hote}:8000"
STATIC_ROOT = None  # served from where they are written
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
