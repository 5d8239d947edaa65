"""Who opened the page of a person, and when they came before."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from spie.socle.comptes.models import Agent
from spie.socle.personnes.models import Consultation, Personne

# Within half an hour it is the same visit: reloading the page doesn't erase what is new.
MEME_VISITE = timedelta(minutes=30)


def consulter(*, personne: Personne, par: Agent, le: datetime) -> datetime | None:
    """Write that ``par`` opens this page. Gives the moment of their visit before this one, or None.

    The one thing that a page written by GET may write (decision 0014).
    """
    precedentes = Consultation.objects.de(par, personne).filter(le__lt=le - MEME_VISITE)
    avant = precedentes.values_list("le", flat=True).first()
    Consultation(personne=personne, agent=par, le=le).save(force_insert=True)
    return avant


def lire_ensemble(*, personnes: Iterable[Personne], par: Agent, le: datetime) -> None:
    """Write that ``par`` looks at several files at once, on one page."""
    Consultation.objects.bulk_create([Consultation(personne=personne, agent=par, le=le) for personne in personnes])
