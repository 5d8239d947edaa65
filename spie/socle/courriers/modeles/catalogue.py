"""The letters by code: a fictional example of each, for previews, the linter and the tests."""

from collections.abc import Callable

from spie.socle.courriers.courrier import Courrier
from spie.socle.courriers.modeles import convocation_ioc, notification_orientation

EXEMPLES: dict[str, Callable[[], Courrier]] = {
    convocation_ioc.CODE: convocation_ioc.exemple,
    notification_orientation.CODE: notification_orientation.exemple,
}
