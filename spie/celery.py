"""The Celery application and the timetable: the only file with hours in it."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spie.settings.local")

app = Celery("spie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # Every schedule only says « look »: each task selects what is due and not done, so a missed one is caught up.
    "relever-les-boites": {"task": "spie.socle.envois.tasks.relever_les_boites", "schedule": 15.0},
    "reprendre-les-flux": {"task": "spie.socle.flux.tasks.reprendre_les_flux", "schedule": 60.0},
    "relever-les-plis": {"task": "parcours.tasks.relever_les_plis", "schedule": 60.0},
    "reprendre-les-imports": {"task": "spie.socle.imports.tasks.reprendre_les_imports", "schedule": 60.0},
    "rappeler-les-ioc": {"task": "parcours.tasks.rappeler_les_ioc", "schedule": crontab(minute=5)},
    "surveiller-les-six-semaines": {
        "task": "orientation.tasks.surveiller_les_six_semaines",
        "schedule": crontab(hour=5, minute=30),
    },
}
