"""The letters by code: a fictional example of each, for previews, the linter and the tests."""

from collections.abc import Callable
from functools import partial

from spie.socle.courriers.courrier import Courrier
from spie.socle.courriers.modeles import convocation_ioc, lettre, notification_orientation
from spie.socle.courriers.modeles.modele import modeles

# The two letters that processes send already have their own code; the others are data.
_A_LA_MAIN: dict[str, Callable[[], Courrier]] = {
    convocation_ioc.CODE: convocation_ioc.exemple,
    notification_orientation.CODE: notification_orientation.exemple,
}
_DONNEES = {code: partial(lettre.exemple, modele) for code, modele in modeles().items()}
EXEMPLES: dict[str, Callable[[], Courrier]] = dict(sorted((_A_LA_MAIN | _DONNEES).items()))
