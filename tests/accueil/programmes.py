"""A program and its key: no session, no cookie, no browser."""

from dataclasses import dataclass

from django.test import Client

from spie.socle.comptes.models import Affectation, Jeton
from spie.socle.comptes.roles import Portee, Role
from tests.factories import AUJOURDHUI, un_agent, un_compte_de_service, un_parcours, une_cle

API = "/api/v1/"
NIR = "2900507019901"


@dataclass
class Programme:
    affectation: Affectation
    jeton: Jeton
    cle: str
    client: Client

    def get(self, adresse, **parametres):
        return self.client.get(f"{API}{adresse}", parametres)

    def post(self, adresse, corps, type_="application/json"):
        return self.client.post(f"{API}{adresse}", corps, content_type=type_)

    def rapprocher(self, *personnes) -> list[dict]:
        reponse = self.post("personnes/rapprocher", {"personnes": personnes})
        assert reponse.status_code == 200, reponse.json()
        return reponse.json()["personnes"]


def un_programme(role=Role.PILOTE, *, hote="07.testserver", structure=None, portees=tuple(Portee), **champs):
    affectation = un_compte_de_service(role, structure=structure)
    jeton, cle = une_cle(affectation, portees=portees, **champs)
    return Programme(affectation, jeton, cle, client(cle, hote))


def client(cle: str, hote="07.testserver") -> Client:
    return Client(HTTP_HOST=hote, HTTP_AUTHORIZATION=f"Bearer {cle}")


def confier(personne, structure, **champs):
    """Entrust her to someone of a structure, as a decision does."""
    referent = structure.affectations.en_cours().first() or un_agent(structure=structure).affectations.get()
    confie = {"modalite": "SOCIALE", "structure": structure, "referent": referent, "confie_le": AUJOURDHUI}
    return un_parcours(personne=personne, **confie | champs)


def refus(reponse) -> tuple[int, str]:
    """The status and the code; a refusal says these two words and nothing else, the second in a French sentence."""
    corps = reponse.json()
    assert set(corps) == {"code", "message"}
    assert corps["message"].endswith(".")
    return reponse.status_code, corps["code"]
