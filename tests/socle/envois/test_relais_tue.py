"""Le worker meurt au milieu de deux cents envois, deux fois, et personne n'est oublié."""

from collections import defaultdict

import pytest
from django.utils import timezone

from spie.celery import app
from spie.socle.envois import relais, services, tasks
from spie.socle.territoires.isolation import departement_courant
from tests.processus import attendre, environnement_complet, redis_a_soi, worker

__all__ = ["worker"]

NOMBRE = 200
# The tasks of the timetable that find what nobody nudges about any more.
RELEVER = "spie.socle.envois.tasks.relever_les_boites"


@pytest.fixture
def environnement(environnement, capteur):
    with redis_a_soi() as dossier:
        yield environnement_complet(environnement, dossier, capteur)


@pytest.fixture
def deux_cents(boite):
    return remplir(boite, NOMBRE)


def remplir(boite, nombre: int):
    """So many SMS, each to a number of its own, deposited in one transaction."""
    with departement_courant("07"):
        for n in range(nombre):
            services.deposer_sms(
                cle=f"rappel:{n}",
                personne=boite.personne,
                numero=f"+336399{n:05d}",
                texte="Rappel : réunion demain",
                objet=boite.personne,
                gabarit="essai",
                version=n,
                le=timezone.now(),
            )
    return boite


def test_l_horloge_releve_les_boites_sans_attendre_personne():
    assert tasks.relever_les_boites.name == RELEVER
    assert RELEVER in {passage["task"] for passage in app.conf.beat_schedule.values()}


def test_deux_cents_envois_survivent_a_deux_morts_brutales(deux_cents, capteur, worker):
    # given: a provider slow enough to be answering when the worker dies
    capteur.panne("tarder", fois=3 * NOMBRE)

    # when: killed at a third, then at two thirds
    for seuil in (NOMBRE // 3, 2 * NOMBRE // 3):
        worker.demarrer()
        for _ in range(2):  # two relays share the box
            worker.demander(RELEVER)
        attendre(lambda s=seuil: len(capteur.recus()) >= s, quoi=f"{seuil} messages reçus")
        worker.tuer()
        assert len(capteur.recus()) < NOMBRE, "la mort doit tomber au milieu"
        assert [e for e in deux_cents.envois() if e.etat == "EN_COURS"], "il était en train d'envoyer"
        # The lease of what was in its hands runs out.
        deux_cents.attendre(relais.BAIL)
    worker.demarrer()
    worker.demander(RELEVER)
    attendre(lambda: {e.etat for e in deux_cents.envois()} == {"REMIS"}, quoi="tout est remis", secondes=60, pas=0.2)

    # then: nobody is missing, and what was said twice was said under the same key
    cles = defaultdict(set)
    for message in capteur.recus():
        (numero,) = message["receivers"]
        cles[numero].add(message["tag"])
    assert len(cles) == NOMBRE
    assert {len(differentes) for differentes in cles.values()} == {1}
    assert {cle for (cle,) in cles.values()} == {f"07:rappel:{n}" for n in range(NOMBRE)}
    # What had been taken without an answer was asked about, not sent again.
    assert len(capteur.recus()) == NOMBRE


def test_redis_vide_avant_le_depart_ne_perd_rien(boite, capteur, worker):
    """Redis only carries nudges: what it forgets, the timetable finds again."""
    remplir(boite, 10)
    worker.demander(RELEVER)
    worker.oublier()
    worker.demarrer()
    worker.demander(RELEVER)
    attendre(lambda: {e.etat for e in boite.envois()} == {"REMIS"}, quoi="tout est remis", pas=0.1)
    assert len(capteur.recus()) == 10
