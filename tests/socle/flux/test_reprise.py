"""A worker dies, whenever it dies: who takes over ends with the same base as if nothing had happened."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from celery import Celery

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux import services
from spie.socle.flux.models import LotFlux, ReceptionFoyer
from spie.socle.flux.services import chargement, reception
from spie.socle.flux.services.fusion import droits, fin
from spie.socle.flux.services.prise import LotPerdu, prendre
from spie.socle.outillage.embarques import adresses
from spie.socle.territoires.isolation import departement_courant
from tests import bases
from tests.factories import MAINTENANT
from tests.socle.flux.gestes import charger, deposer, issues, photographie, reprendre

RACINE = Path(__file__).parents[3]
NOV = date(2026, 11, 30)
OCTOBRE = Mois(range(1, 61), couples=2)
NOVEMBRE = Mois(
    range(4, 64), reference=NOV, couples=2, demenages=[10, 50], separes=[20, 40], partis=[30], clos=[12], mutes=[55]
)


class Mort(BaseException):
    """As sudden as a kill: nothing catches it."""


@pytest.fixture
def petites_tranches(monkeypatch):
    monkeypatch.setattr(reception, "TRANCHE", 7)
    monkeypatch.setattr(chargement, "TRANCHE", 10)


@pytest.fixture
def sans_mort(en_07, petites_tranches, tmp_path):
    """October is loaded; and what November would leave if nobody died."""
    charger(OCTOBRE, dossier=tmp_path)
    with bases.copie_a_part("sans_mort"):
        lot = charger(NOVEMBRE, dossier=tmp_path)
        return photographie(), issues(lot), lot


@pytest.mark.parametrize(
    "moment",
    ["premier morceau lu", "lecture", "dernier morceau lu", "première tranche", "tranche", "dernière tranche"],
)
def test_une_mort_entre_deux_pas_ne_change_rien_a_la_fin(sans_mort, tmp_path, moment):
    # given
    attendu, attendues, reference = sans_mort

    def mourir(lot):
        vu = {
            "premier morceau lu": lot.lus == 7,
            "lecture": lot.lus == 35,
            "dernier morceau lu": lot.lus == reference.lus and lot.etat == "LECTURE",
            "première tranche": lot.ecrits == 10,
            "tranche": lot.ecrits == 40,
            "dernière tranche": lot.ecrits == lot.lus,
        }
        if vu[moment]:
            raise Mort

    lot = deposer(ecrire(tmp_path / "novembre.xml", NOVEMBRE))
    with pytest.raises(Mort):
        reprendre(lot, suivi=mourir)

    # when: a minute later, somebody takes over
    fini = services.charger(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT + timedelta(minutes=3))

    # then
    assert photographie() == attendu
    assert issues(fini) == attendues
    comptes = ("etat", "lus", "ecrits", "crees", "modifies", "inchanges", "rejetes", "entrees")
    assert [getattr(fini, nom) for nom in comptes] == [getattr(reference, nom) for nom in comptes]


@pytest.mark.parametrize(("ou", "quoi"), [(droits, "fusionner"), (fin, "disparaitre"), (reception, "oublier")])
def test_une_mort_au_milieu_d_une_transaction_ne_laisse_rien(sans_mort, tmp_path, monkeypatch, ou, quoi):
    # given
    attendu, attendues, _ = sans_mort
    lot = deposer(ecrire(tmp_path / "novembre.xml", NOVEMBRE))

    def mourir(*_):
        raise Mort

    with monkeypatch.context() as m:
        m.setattr(ou, quoi, mourir)
        with pytest.raises(Mort):
            reprendre(lot)

    # when
    fini = services.charger(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT + timedelta(minutes=3))

    # then
    assert photographie() == attendu
    assert issues(fini) == attendues


def test_celui_qui_a_perdu_son_lot_s_arrete_sans_ecrire(en_07, tmp_path):
    # given: a worker that everybody thought dead
    lot = deposer(ecrire(tmp_path / "a.xml", Mois(range(1, 4))))
    ancienne = prendre(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT - timedelta(minutes=10))
    fini = reprendre(lot)
    avant = photographie()

    # when
    with pytest.raises(LotPerdu):
        reception.recevoir(ancienne, lambda lot: None)

    # then
    assert (fini.etat, photographie()) == ("CHARGE", avant)
    with departement_courant("07"):
        assert not ReceptionFoyer.objects.exists()


def test_un_lot_tenu_par_un_vivant_n_est_pas_pris(en_07, tmp_path):
    lot = deposer(ecrire(tmp_path / "a.xml", Mois(range(1, 4))))
    assert prendre(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT)
    assert prendre(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT + timedelta(seconds=30)) is None
    assert prendre(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT + timedelta(seconds=300))


def test_la_reprise_ne_prend_que_les_lots_silencieux(en_07, tmp_path):
    lot = deposer(ecrire(tmp_path / "a.xml", Mois([1])))
    with departement_courant("07"):
        assert not LotFlux.objects.abandonnes(avant=MAINTENANT - timedelta(seconds=1)).exists()
        assert LotFlux.objects.abandonnes(avant=MAINTENANT + timedelta(seconds=1)).get() == lot


# A real worker, really killed


@contextmanager
def worker(environnement):
    """A Celery worker in its own process group: a kill leaves nobody behind."""
    commande = [sys.executable, "-m", "celery", "-A", "spie", "worker", "-Q", "flux", "-P", "solo", "-l", "warning"]
    muet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(commande, cwd=RACINE, env=environnement, start_new_session=True, **muet) as processus:
        try:
            yield processus
        finally:
            os.killpg(processus.pid, signal.SIGKILL)


def attendre(lot: LotFlux, condition, secondes=120) -> LotFlux:
    fin_ = time.monotonic() + secondes
    while time.monotonic() < fin_:
        with departement_courant("07"):
            lot = LotFlux.objects.get(pk=lot.pk)
        if condition(lot):
            return lot
        assert not lot.fini, f"Le lot est arrivé à {lot.etat} trop tôt."
        time.sleep(0.01)
    raise TimeoutError(f"{lot.etat}, {lot.lus} lus, {lot.ecrits} chargés")


@pytest.fixture
def broker():
    """A queue of our own: other tests may have workers too, at the same time."""
    rang = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{adresses().celery_url}?virtual_host={rang}"


def test_un_worker_tue_pendant_la_lecture_puis_pendant_le_chargement(environnement, en_07, tmp_path, settings, broker):
    # given: what the month leaves when nobody dies
    mois = Mois(range(1, 3001), couples=5)
    with bases.copie_a_part("sans_mort"):
        charger(mois, dossier=tmp_path)
        attendu = photographie()
    lot = deposer(ecrire(tmp_path / "mois.xml", mois))
    demande = {"kwargs": {"departement": "07", "lot": str(lot.pk)}, "queue": "flux"}
    propre = environnement | {"REDIS_URL": broker, "SPIE_FLUX_SILENCE": "1", "SPIE_MEDIA": str(settings.MEDIA_ROOT)}

    # when: killed twice, taken up twice
    for mourir_quand in (
        lambda lot: lot.etat == "LECTURE" and 0 < lot.lus < 3000,
        lambda lot: lot.etat == "CHARGEMENT" and 0 < lot.ecrits < 3000,
        lambda lot: lot.etat == "CHARGE",
    ):
        Celery(broker=broker).send_task("spie.socle.flux.tasks.charger", **demande)
        with worker(propre):
            fini = attendre(lot, mourir_quand)
        time.sleep(1.1)

    # then
    assert (fini.lus, fini.ecrits, fini.crees, fini.rejetes) == (3000, 3000, 3000, 0)
    assert photographie() == attendu
