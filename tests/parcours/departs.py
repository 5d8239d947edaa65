"""What the tests of departures and arrivals share."""

from contextlib import contextmanager
from datetime import date

from parcours.services import mutation
from spie.socle.personnes.models import Personne, SoumissionDroitsDevoirs
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import MAINTENANT, une_personne

NIR = "2900507019001"


@contextmanager
def chez(code):
    with annonce(code):
        yield
    set_departement("07")


def une_allocataire(**champs):
    personne = une_personne(**champs)
    personne.poser_nir(NIR)
    personne.save()
    SoumissionDroitsDevoirs.objects.create(
        personne=personne, droit_notifie_le=date(2026, 1, 5), info_recue_le=date(2026, 1, 8)
    )
    Personne.objects.filter(pk=personne.pk).update(sdd_depuis=date(2026, 1, 5))
    personne.refresh_from_db()
    return personne


def partir(personne, agent, *, transmettre=True, le=MAINTENANT, **champs):
    champs = {"jour": le.date(), "motif": "DEMENAGEMENT", "destination": "08"} | champs
    return mutation.quitter(personne=personne, transmettre=transmettre, par=agent, le=le, **champs)
