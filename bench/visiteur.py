"""Someone who opens pages: the whole stack, from the host name to the last byte, without the network."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client, RequestFactory
from django.urls import reverse

from bench.terrain import DEPARTEMENT
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Role
from spie.socle.interface.liste import ListPage
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement

HOTE = f"{DEPARTEMENT}.localhost"


@dataclass
class Visiteur:
    """An agent of this role, logged in."""

    affectation: Affectation
    client: Client

    @classmethod
    def du_role(cls, role: Role) -> "Visiteur":
        """The account of the demonstration; a referent and a partner who do follow people."""
        with departement_courant(DEPARTEMENT):
            comptes = Affectation.objects.filter(role=role, agent__courriel__endswith=f"@{DEPARTEMENT}.example.org")
            affectation = comptes.select_related("agent", "structure").get()
        client = Client(headers={"host": HOTE})
        client.force_login(affectation.agent)
        return cls(affectation, client)

    def ouvrir(self, chemin: str) -> bytes:
        reponse = self.client.get(chemin)
        if reponse.status_code != 200:
            raise RuntimeError(f"{chemin} répond {reponse.status_code}")
        return reponse.content

    def chercher(self, texte: str) -> bytes:
        reponse = self.client.post(reverse("personnes:recherche"), {"q": texte}, headers={"HX-Request": "true"})
        return reponse.content

    def ouverture(self, chemin: str) -> Callable[[], bytes]:
        return lambda: self.ouvrir(chemin)

    def liste(self, classe: type[ListPage], chemin: str) -> ListPage:
        """The list as this agent would get it; to be read inside the département's transaction."""
        requete = RequestFactory().get(chemin)
        requete.affectation, requete.user = self.affectation, self.affectation.agent
        requete.departement = Departement.objects.get(pk=DEPARTEMENT)
        return classe(requete)


def a_la_profondeur(liste: ListPage, part: float) -> tuple[str, int]:
    """The parameters of the page that begins after this part of the rows (0 to 1), and how many rows precede it.

    The cursor is found by an OFFSET, once: then it is the very one that « Suivant » would have led to.
    """
    lignes = liste.ordre.trier(liste.queryset_filtre)
    rang = int(lignes.count() * part)
    if not rang:
        return liste.adresse(), 0
    return liste.adresse(page=liste.jeton(lignes[rang - 1])), rang
