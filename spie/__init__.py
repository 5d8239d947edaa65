"""SPIE: the platform of the RSA insertion pathways of French départements."""

from spie.celery import app as celery_app

__all__ = ["celery_app"]
