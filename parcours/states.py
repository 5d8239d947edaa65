"""The lifecycles of this app, one line per verb."""

from django.db.models import TextChoices

from spie.socle.states import Machine


class EtatSession(TextChoices):
    PREVUE = "PREVUE", "prévue"
    ANNULEE = "ANNULEE", "annulée"


SESSION = Machine(
    deplacer=({EtatSession.PREVUE}, EtatSession.PREVUE),
    annuler=({EtatSession.PREVUE}, EtatSession.ANNULEE),
)


class EtatConvocation(TextChoices):
    """What became of a convocation (see droit, « données et états » of the IOC)."""

    CONVOQUEE = "CONVOQUEE", "convoquée"
    PRESENTE = "PRESENTE", "présente"
    ABSENTE_A_QUALIFIER = "ABSENTE_A_QUALIFIER", "absente, à qualifier"
    ABSENTE_JUSTIFIEE = "ABSENTE_JUSTIFIEE", "absence justifiée"
    ABSENTE_INJUSTIFIEE = "ABSENTE_INJUSTIFIEE", "absence non justifiée"
    # Not an absence of the person: the service cancelled, or gave another date.
    ANNULEE_SERVICE = "ANNULEE_SERVICE", "annulée par le service"
    REPORTEE = "REPORTEE", "reportée"
    DISPENSEE = "DISPENSEE", "dispensée"


_E = EtatConvocation
ABSENTES = frozenset({_E.ABSENTE_A_QUALIFIER, _E.ABSENTE_JUSTIFIEE, _E.ABSENTE_INJUSTIFIEE})
# They hold a seat, and their attendance can be recorded or corrected.
OCCUPANTES = ABSENTES | {_E.CONVOQUEE, _E.PRESENTE}

CONVOCATION = Machine(
    constater_presence=(OCCUPANTES, _E.PRESENTE),
    constater_absence=(OCCUPANTES, _E.ABSENTE_A_QUALIFIER),
    excuser=(OCCUPANTES, _E.ABSENTE_JUSTIFIEE),
    justifier=(ABSENTES, _E.ABSENTE_JUSTIFIEE),
    refuser_justification=(ABSENTES, _E.ABSENTE_INJUSTIFIEE),
    annuler=({_E.CONVOQUEE}, _E.ANNULEE_SERVICE),
    reporter=({_E.CONVOQUEE}, _E.REPORTEE),
)
