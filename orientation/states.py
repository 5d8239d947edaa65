"""The lifecycle of an orientation, one line per verb."""

from django.db.models import TextChoices

from spie.socle.states import Machine


class EtatOrientation(TextChoices):
    A_DECIDER = "A_DECIDER", "à décider"
    DECIDEE = "DECIDEE", "décidée et notifiée"
    # The six legal weeks are over: France Travail orients (CASF, D. 262-65-2). The département may still decide first.
    BASCULEE = "BASCULEE", "bascule France Travail"
    SANS_OBJET = "SANS_OBJET", "sans objet"


ORIENTATION = Machine(
    decider=({EtatOrientation.A_DECIDER, EtatOrientation.BASCULEE}, EtatOrientation.DECIDEE),
    basculer=({EtatOrientation.A_DECIDER}, EtatOrientation.BASCULEE),
    abandonner=({EtatOrientation.A_DECIDER, EtatOrientation.BASCULEE}, EtatOrientation.SANS_OBJET),
)
