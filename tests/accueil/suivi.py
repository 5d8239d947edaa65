"""Following what changes, as a program does: in a database where commits are real."""

import time
from contextlib import contextmanager

from spie.socle.historique.models import Trace
from spie.socle.historique.signature import Origine, signer
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, une_personne


@contextmanager
def en_07(origine=Origine.CAF):
    """A transaction of the Ardèche that commits."""
    with departement_courant("07"):
        signer(origine=origine, le=MAINTENANT)
        yield


def une_fiche(**champs):
    """Known from the first day: nothing of it is a change."""
    with en_07(Origine.INITIAL):
        return une_personne(**champs)


def un_fait(personne_id, type_="ParcoursOuvert"):
    Trace.objects.create(type=type_, personne_id=personne_id, donnees={}, survenu_le=MAINTENANT)


def suivre(programme, depuis=None, *, jusqu_a: int, taille=3) -> tuple[list[dict], str]:
    """Read again and again: a fact waits for every transaction of the server begun before it."""
    lus, fin = [], time.monotonic() + 60
    while len(lus) < jusqu_a and time.monotonic() < fin:
        page = programme.get("changements", taille=taille, **({"depuis": depuis} if depuis else {})).json()
        lus, depuis = lus + page["changements"], page["curseur"]
    return lus, depuis
