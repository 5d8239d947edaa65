"""Who opened a page of a person, as what, and when they came before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from spie.socle.comptes.models import Affectation
from spie.socle.personnes.models import Consultation, Personne

# Within half an hour it is the same visit: reloading the page doesn't erase what is new.
MEME_VISITE = timedelta(minutes=30)


def consulter(*, personne: Personne, page: str, par: Affectation, le: datetime) -> datetime | None:
    """Write that ``par`` opens this page. Gives the moment of their visit before this one, or None.

    The one thing that a page written by GET may write (decision 0014).
    """
    precedentes = Consultation.objects.de(par.agent_id, personne).filter(le__lt=le - MEME_VISITE)
    avant = precedentes.values_list("le", flat=True).first()
    noter_lecture(personnes=[personne], page=page, par=par, le=le)
    return avant


def noter_lecture(*, personnes: Iterable[Personne], page: str, par: Affectation, le: datetime) -> None:
    """Write that ``par`` looks at these files on one page."""
    noter_lectures(ids=[personne.pk for personne in personnes], page=page, par=par, le=le)


def noter_lectures(*, ids: Iterable[UUID], page: str, par: Affectation, le: datetime) -> None:
    """The same, of people known by their identifiers: one insertion for all."""
    commun = {"page": page, "agent_id": par.agent_id, "role": par.role, "le": le}
    Consultation.objects.bulk_create([Consultation(personne_id=id_, **commun) for id_ in ids])
