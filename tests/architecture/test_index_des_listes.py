"""Une longue liste se lit dans l'ordre d'un index, à n'importe quelle page : PostgreSQL ne trie jamais tout."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from orientation.models import Orientation
from orientation.views.file import FileOrientation
from orientation.views.file_active import FileActive
from parcours.models import Parcours
from spie.accueil.views.personnes import PersonnesListe
from spie.socle.comptes.models import Structure
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from spie.socle.envois.views import EnvoisListe
from spie.socle.imports.views.import_liste import ListesListe
from spie.socle.interface.liste import Column, ListPage
from tests.architecture.monde import Monde
from tests.factories import AUJOURDHUI, un_agent

LISTES = (PersonnesListe, FileOrientation, FileActive, EnvoisListe, ListesListe)
TRIS = [
    (liste, f"{sens}{c.key}") for liste in LISTES for c in liste.__new__(liste).columns if c.sort for sens in ("", "-")
]


@pytest.fixture
def affectation(ardeche, maintenant):
    affectation = un_agent(Role.PILOTE).affectations.get()
    Monde(affectation).grandir(2)
    return affectation


def plans(liste: ListPage, *, profonde: bool) -> str:
    """How PostgreSQL reads a page, when it may neither read a table whole nor sort."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off")
    lignes = liste.ordre.trier(liste.queryset_filtre)
    depart = tuple(_valeur(champ, lignes[0]) for champ in liste.ordre.champs) if profonde else None
    etapes = liste.ordre.etapes(liste.queryset_filtre, depart)
    # What is asked for each row shown (its last convocation) is sorted, and small.
    return "\n".join(etape[:51].explain().partition("SubPlan")[0] for etape in etapes)


def _valeur(champ: str, objet):
    for nom in champ.split("__"):
        objet = getattr(objet, nom)
    return objet


def demander(classe, affectation, tri):
    requete = RequestFactory().get("/", {"tri": tri})
    requete.affectation = affectation
    return classe(requete)


def trie_tout(plan: str) -> bool:
    """An incremental sort only orders the rows that the index left equal."""
    return bool(re.search(r"(?<!Incremental )Sort  \(", plan))


@pytest.mark.parametrize("profonde", [False, True], ids=["première page", "en profondeur"])
@pytest.mark.parametrize(("classe", "tri"), TRIS, ids=lambda valeur: getattr(valeur, "__name__", valeur))
def test_aucun_tri_d_une_longue_liste_ne_lit_tout(affectation, classe, tri, profonde):
    plan = plans(demander(classe, affectation, tri), profonde=profonde)
    assert "Index" in plan
    assert not trie_tout(plan), plan


def test_une_liste_sans_index_serait_vue(affectation):
    class SansIndex(ListPage):
        titre, tri_defaut = "Essai", "telephone"
        columns = (Column("telephone", "Téléphone", sort="telephone"),)

        def queryset(self, request):
            return Structure.objects.all()

    assert trie_tout(plans(demander(SansIndex, affectation, "telephone"), profonde=True))


def test_les_listes_ont_de_quoi_se_lire(affectation):
    assert Parcours.objects.filter(contrat_avant_le__gte=AUJOURDHUI - timedelta(days=1)).count() > 1
    assert Orientation.objects.a_decider().count() > 1
    assert Envoi.objects.count() > 1
