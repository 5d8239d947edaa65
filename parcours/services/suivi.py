"""Where the messages of each convocation stand, and which day to advise for a session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from parcours.models import Convocation, Parcours, SessionIOC
from spie.socle.calendrier.delais import apres_jours, au_jour_ouvrable, jours_feries
from spie.socle.calendrier.parametres import valeur
from spie.socle.envois import services as envois
from spie.socle.territoires.isolation import code_courant


@dataclass(frozen=True)
class Ligne:
    """One person of the session, and what was sent to them, newest first."""

    convocation: Convocation
    messages: list = field(default_factory=list)


def suivi_des_messages(convocations: Sequence[Convocation]) -> list[Ligne]:
    """One query for the messages of all these convocations."""
    par_objet = envois.des_objets(convocations)
    return [Ligne(convocation, par_objet.get(convocation.pk, [])) for convocation in convocations]


def avec_echeance(parcours: Sequence[Parcours], *, au: date) -> list[Parcours]:
    """The same paths, each with ``echeance_locale``: the day before which a referent must be proposed."""
    delai = valeur("orientation.delai_local", au=au)
    for p in parcours:
        p.echeance_locale = apres_jours(p.droit_notifie_le, delai)
    return list(parcours)


def preavis_trop_court(session: SessionIOC, *, au: date) -> int | None:
    """The notice that people should have, in days, when this session leaves them less; otherwise None."""
    preavis = valeur("ioc.preavis_convocation", au=au)
    return preavis if (timezone.localdate(session.debut_le) - au).days < preavis else None


def jour_conseille(au: date) -> date:
    """The first working day that leaves people the whole notice."""
    jour = apres_jours(au, valeur("ioc.preavis_convocation", au=au))
    feries = jours_feries(code_courant(), jour.year) | jours_feries(code_courant(), (jour + timedelta(days=10)).year)
    return au_jour_ouvrable(jour, feries)
