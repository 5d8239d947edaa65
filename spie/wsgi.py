"""The door of the web server: ``granian --interface wsgi spie.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spie.settings.local")
application = get_wsgi_application()
