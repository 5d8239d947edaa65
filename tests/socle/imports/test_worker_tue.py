"""The worker dies in the middle of a list, twice: the base ends as if it had not."""

import pytest
from celery import Celery

from spie.celery import app
from spie.socle.imports import services, tasks
from spie.socle.imports.models import ImportListe
from spie.socle.outillage.embarques import adresses
from spie.socle.personnes.models import Adresse, Contact, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_departement
from tests.processus import attendre, capteur, environnement_complet, redis_a_soi, worker
from tests.socle.imports.conftest import Atelier
from tests.socle.imports.test_corrections import tableur

__all__ = ["capteur", "worker"]
NOMBRE, PATIENCE = 1200, 180


@pytest.fixture
def environnement(environnement, capteur, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with redis_a_soi() as dossier:
        yield environnement_complet(environnement, dossier, capteur) | {"SPIE_MEDIA": str(settings.MEDIA_ROOT)}


def demander(worker, code: str, importe: ImportListe) -> None:
    """What the nudge does, and the timetable after it."""
    with Celery(broker=adresses(worker.dossier).celery_url, set_as_current=False) as client:
        arguments = {"departement": code, "importe": str(importe.pk)}
        client.send_task(tasks.avancer.name, kwargs=arguments, queue="flux")


def relire(code: str, importe: ImportListe) -> ImportListe:
    with departement_courant(code):
        return ImportListe.objects.get(pk=importe.pk)


def faits(code: str) -> int:
    with departement_courant(code):
        return Personne.objects.count()


def deposer(code: str) -> ImportListe:
    un_departement(code, f"Département {code}")
    atelier = Atelier(code)
    importe = atelier.deposer(octets=tableur(NOMBRE), nom="longue.xlsx")
    with departement_courant(code):
        return services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)


def lancer(code: str, importe: ImportListe) -> None:
    with departement_courant(code):
        relue = ImportListe.objects.select_related("source").get(pk=importe.pk)
        services.lancer(importe=relue, par=relue.depose_par, le=MAINTENANT)


def etat_de_la_base(code: str) -> list[list[tuple]]:
    """Every row that the list wrote, without its identifiers."""
    with departement_courant(code):
        importe = ImportListe.objects.get()
        return [
            sorted(Personne.objects.values_list("nom_norme", "prenom_norme", "date_naissance", "role")),
            sorted(Contact.objects.values_list("personne__nom_norme", "valeur", "est_mobile", "source")),
            sorted(Adresse.objects.values_list("voie", "code_postal", "ville", "source")),
            list(importe.lignes.order_by("rang").values_list("rang", "statut", "phrase", "cochee")),
            [(importe.etat, importe.total, importe.lus, importe.a_faire)],
        ]


class Suivi:
    """One list and the worker that goes on with it."""

    def __init__(self, worker, code: str):
        self.worker, self.code, self.importe = worker, code, deposer(code)

    def etat(self) -> str:
        return relire(self.code, self.importe).etat

    def lus(self) -> int:
        return relire(self.code, self.importe).lus

    def demander(self) -> None:
        demander(self.worker, self.code, self.importe)

    def jusqu_a(self, etat: str) -> None:
        self.demander()
        attendre(lambda: self.etat() == etat, quoi=f"{etat} dans le {self.code}", secondes=PATIENCE)

    def tuer_apres(self, seuil, etat: str) -> None:
        """Kill once ``seuil()`` holds; it was still at work. Then another worker starts, whom nobody told anything."""
        self.demander()
        attendre(seuil, quoi=f"le milieu de {etat}", secondes=PATIENCE)
        self.worker.tuer()
        assert self.etat() == etat
        self.worker.oublier()
        self.worker.demarrer()


def test_un_worker_tue_deux_fois_laisse_la_meme_base(base_vivante, worker):
    # given the same list in two départements
    tue, tranquille = Suivi(worker, "07"), Suivi(worker, "08")
    worker.demarrer()

    # when one is verified and imported without trouble
    tranquille.jusqu_a("A_TRAITER")
    lancer("08", tranquille.importe)
    tranquille.jusqu_a("APPLIQUE")

    # and the worker of the other is killed in the verification, then in the import
    tue.tuer_apres(lambda: tue.lus() >= 500, "VERIFICATION")
    tue.jusqu_a("A_TRAITER")
    lancer("07", tue.importe)
    tue.tuer_apres(lambda: faits("07") >= 200, "APPLICATION")
    tue.jusqu_a("APPLIQUE")

    # then
    assert faits("07") == NOMBRE
    assert etat_de_la_base("07") == etat_de_la_base("08")


def test_l_horloge_reprend_les_listes_que_personne_n_avance(atelier, monkeypatch):
    # given a verification whose worker has been silent since this morning
    importe = atelier.deposer("SPECIMEN;Lina;17/05/1990;;;DEM;;;;;")
    with departement_courant("07"):
        services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)
    demandes = []
    monkeypatch.setattr(tasks.avancer, "delay", lambda **arguments: demandes.append(arguments))

    # when
    tasks.reprendre_les_imports()

    # then
    assert demandes == [{"departement": "07", "importe": str(importe.pk)}]
    assert tasks.reprendre_les_imports.name in {passage["task"] for passage in app.conf.beat_schedule.values()}
