"""Call each door as a program does: ``python -m bench.portes --personnes 100000``."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench.mesure import centile, mesurer, tableau
from bench.terrain import DEPARTEMENT, a_chaque_taille, dire
from bench.visiteur import HOTE, Visiteur
from spie.accueil.api import curseur
from spie.socle.comptes import jetons
from spie.socle.comptes.models import Affectation, Agent
from spie.socle.comptes.roles import Portee, Role
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant

API = "/api/v1/"
FIGURES = ("requêtes", "en base (ms)", "médiane (ms)", "95e centile (ms)", "processeur (ms)")


class Programme:
    """A program of this role, with a key made for the measure."""

    def __init__(self, role: Role):
        modele, le = Visiteur.du_role(role).affectation, timezone.now()
        with departement_courant(DEPARTEMENT):
            agent = Agent.objects.create_user(
                courriel=f"banc-{le.timestamp()}@example.org", prenom="Banc", nom="FACTICE", de_service=True
            )
            compte = Affectation.objects.create(agent=agent, structure=modele.structure, role=role)
            fin = timezone.localdate(le) + timedelta(days=1)
            _, cle = jetons.creer(affectation=compte, libelle="Banc", portees=Portee, expire_le=fin, par=None, le=le)
        self.client = Client(headers={"host": HOTE, "Authorization": f"Bearer {cle}"})

    def lire(self, adresse: str) -> Callable[[], bytes]:
        return lambda: self._reussir(self.client.get(API + adresse))

    def rapprocher(self, lignes: list[dict]) -> Callable[[], bytes]:
        corps = json.dumps({"personnes": lignes})
        return lambda: self._reussir(
            self.client.post(f"{API}personnes/rapprocher", corps, content_type="application/json")
        )

    def _reussir(self, reponse) -> bytes:
        if reponse.status_code != 200:
            raise RuntimeError(reponse.content.decode())
        return reponse.content


def appels() -> Iterator[tuple[str, Callable[[], bytes]]]:
    departement, partenaire = Programme(Role.PILOTE), Programme(Role.PARTENAIRE)
    with departement_courant(DEPARTEMENT):
        adultes = Personne.objects.adultes().order_by("pk")
        milieu = adultes[adultes.count() // 2]
        lignes = [_ligne(personne) for personne in adultes[:100]]
        faits = Trace.objects.order_by("transaction", "pk")
        fait = faits[faits.count() // 2]
    cle, depuis = curseur.ecrire(id_=milieu.pk), curseur.ecrire(transaction=fait.transaction, id_=fait.pk)
    yield "100 personnes, page 1", departement.lire("personnes")
    yield "100 personnes, à mi-chemin", departement.lire(f"personnes?cle={cle}")
    yield "200 personnes, à mi-chemin", departement.lire(f"personnes?taille=200&cle={cle}")
    yield "100 personnes d'un partenaire", partenaire.lire("personnes")
    yield "une personne", departement.lire(f"personnes/{milieu.pk}")
    yield "rapprocher 1 personne", departement.rapprocher(lignes[:1])
    yield "rapprocher 100 personnes", departement.rapprocher(lignes)
    yield "100 changements, du début", departement.lire("changements")
    yield "100 changements, à mi-chemin", departement.lire(f"changements?depuis={depuis}")
    yield "changements, rien de nouveau", departement.lire("changements?depuis=maintenant")
    yield "changements d'un partenaire, du début", partenaire.lire("changements")


def _ligne(personne: Personne) -> dict:
    """As another tool would know her."""
    return {"nom": personne.nom, "prenom": personne.prenom, "date_naissance": f"{personne.date_naissance:%d/%m/%Y}"}


def mesurer_portes(personnes: int, fois: int) -> None:
    settings.API_APPELS_PAR_MINUTE = 10**6
    lignes = []
    for nom, appel in appels():
        mesure = mesurer(appel, fois=fois)
        base, calcul = centile(mesure.base, 50), centile(mesure.calcul, 50)
        lignes.append((nom, mesure.requetes, base, mesure.p50, mesure.p95, calcul))
    dire(tableau(f"API avec {personnes} allocataires, {fois} appels de chacun", ("Appel", *FIGURES), lignes))


if __name__ == "__main__":
    a_chaque_taille(__doc__, mesurer_portes, personnes=100_000, fois=60)
