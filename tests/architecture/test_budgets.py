"""Chaque page tient dans quinze requêtes, et n'en demande pas une de plus quand les lignes triplent."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Personne
from tests.architecture.monde import Monde

BUDGET, DEPART = 15, 2
# Pages that bring several things together.
LARGES = {"accueil:journee": 20, "accueil:fiche": 25, "orientation:decider": 20, "fiche:reunir_avec": 20}
# Bookkeeping of transactions: the tests have savepoints where the real site has none.
TRANSACTION = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK)\b", re.I)
# Painting a PDF, or Django's own site: not pages of ours.
AILLEURS = ("admin", "apercu_lettre")


def requetes(acte: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as prises:
        acte()
    return sum(not TRANSACTION.match(requete["sql"]) for requete in prises.captured_queries)


def noms(resolver=None, espace: tuple = ()) -> Iterator[tuple[str, tuple]]:
    """Every named address, with its namespace and the names of its arguments."""
    for motif in (resolver or get_resolver()).url_patterns:
        if isinstance(motif, URLPattern):
            if motif.name:
                yield ":".join((*espace, motif.name)), tuple(motif.pattern.converters)
        elif motif.namespace not in AILLEURS:
            yield from noms(motif, (*espace, motif.namespace) if motif.namespace else espace)


def pages(monde: Monde) -> Iterator[tuple[str, str]]:
    """Every page that can be opened with the things of this world; its own session for each kind of page."""
    for nom, arguments in noms():
        if nom.split(":")[-1] in AILLEURS or not set(arguments) <= set(monde.objets):
            continue
        objets = monde.objets | ({"session_id": monde.session} if nom == "parcours:convoquer" else {})
        try:
            yield nom, reverse(nom, kwargs={argument: objets[argument].pk for argument in arguments})
        except NoReverseMatch:
            continue


def mesurer(client, monde: Monde) -> dict[str, int]:
    """How many queries each page asks, the second time it is opened."""
    ouvertes = [page for page in sorted(set(pages(monde))) if client.get(page[1]).status_code == 200]
    return {page: requetes(lambda page=page: client.get(page[1])) for page in ouvertes}


@pytest.mark.usefixtures("maintenant")
@pytest.mark.parametrize("role", Role.values)
def test_une_page_ne_coute_pas_plus_quand_les_lignes_triplent(connecte, client, role):
    # given
    monde = Monde(connecte(role).affectations.get())
    monde.grandir(DEPART)
    avant = mesurer(client, monde)

    # when
    monde.grandir(2 * DEPART)
    apres = mesurer(client, monde)

    # then
    assert len(apres) >= 5
    assert {page: (avant[page], n) for page, n in apres.items() if n > avant[page]} == {}
    assert {page: n for page, n in apres.items() if n > LARGES.get(page[0], BUDGET)} == {}


@pytest.mark.usefixtures("maintenant")
@pytest.mark.parametrize("saisie", ["specimen", "speciman", "s", "17/05/1990", "06 39 98 00 01", "0001"])
def test_chercher_ne_coute_pas_plus_quand_les_personnes_triplent(connecte, client, saisie):
    monde = Monde(connecte(Role.REFERENT).affectations.get())

    def chercher():
        return client.post(reverse("personnes:recherche"), {"q": saisie})

    monde.grandir(DEPART)
    chercher()
    avant = requetes(chercher)
    monde.grandir(2 * DEPART)
    assert requetes(chercher) <= min(avant, BUDGET)


def test_les_pages_les_plus_ouvertes_sont_mesurees(connecte, client, maintenant):
    monde = Monde(connecte(Role.PILOTE).affectations.get())
    mesurees = mesurer(client, monde)
    listes = ("personnes:liste", "orientation:file", "orientation:file_active", "parcours:sessions", "envois:liste")
    fiches = {"accueil:fiche": monde.personne, "parcours:emargement": monde.passee, "parcours:session": monde.passee}
    attendues = {reverse(nom) for nom in (*listes, "accueil:journee")}
    attendues |= {reverse(nom, args=[objet.pk]) for nom, objet in fiches.items()}
    assert attendues <= {page for _, page in mesurees}


def test_une_page_qui_demanderait_une_fois_par_ligne_serait_vue(connecte, maintenant):
    monde = Monde(connecte(Role.PILOTE).affectations.get())

    def page():
        return [personne.foyer.situation for personne in Personne.objects.all()]

    monde.grandir(DEPART)
    avant = requetes(page)
    monde.grandir(DEPART)
    assert requetes(page) > avant > 1
