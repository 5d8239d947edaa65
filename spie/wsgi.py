"""The door of the web server: ``granian --interface wsgi spie.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spie.settings.local")
application = get_wsgi_application()
# Found by name: it may only be imported once Django is ready.
import_string("spie.socle.territoires.demarrage.verifier_role")()
