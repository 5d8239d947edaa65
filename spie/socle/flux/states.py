"""The lifecycle of a file, one line per verb."""

from django.db.models import TextChoices

from spie.socle.states import Machine


class EtatLot(TextChoices):
    DEPOSE = "DEPOSE", "déposé, attend son tour"
    LECTURE = "LECTURE", "lecture en cours"
    ATTENTE = "ATTENTE", "en attente de confirmation"
    CHARGEMENT = "CHARGEMENT", "chargement en cours"
    CHARGE = "CHARGE", "chargé"
    REFUSE = "REFUSE", "refusé, rien n'a été écrit"


_E = EtatLot
# A worker holds it: one at a time for each paying body.
EN_COURS = (_E.LECTURE, _E.CHARGEMENT)
A_PRENDRE = (_E.DEPOSE, *EN_COURS)
FINIS = (_E.CHARGE, _E.REFUSE)

LOT = Machine(
    lire=({_E.DEPOSE, _E.LECTURE}, _E.LECTURE),
    attendre=({_E.LECTURE}, _E.ATTENTE),
    # Back in the queue: another file of the same body may be loading.
    confirmer=({_E.ATTENTE}, _E.DEPOSE),
    charger=({_E.DEPOSE, _E.LECTURE, _E.CHARGEMENT}, _E.CHARGEMENT),
    finir=({_E.CHARGEMENT}, _E.CHARGE),
    ecarter=({_E.ATTENTE}, _E.REFUSE),
    refuser=({_E.LECTURE}, _E.REFUSE),
)
