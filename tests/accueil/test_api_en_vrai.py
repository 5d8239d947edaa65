"""La porte des programmes sur le vrai serveur : une clé, une réponse, et pas une adresse dans ses journaux."""

import httpx
import pytest
from django.utils import timezone

from spie.socle.territoires.isolation import departement_courant
from tests.accueil.programmes import NIR, refus, un_programme
from tests.factories import un_departement, une_personne


@pytest.fixture
def serveur(capfd, site):
    """``appeler = serveur("GET", "personnes")`` with the key of a program."""
    un_departement()
    with departement_courant("07"):
        programme = un_programme(le=timezone.now())
    entetes = {"Host": "07.testserver", "Authorization": f"Bearer {programme.cle}"}

    def appeler(methode, adresse, **options):
        return httpx.request(methode, f"http://127.0.0.1:{site}/api/v1/{adresse}", headers=entetes, **options)

    return appeler


def test_un_programme_lit_et_rapproche_sur_le_vrai_serveur_qui_ne_journalise_aucun_nir(serveur, capfd):
    # given
    with departement_courant("07"):
        personne = une_personne()
        personne.poser_nir(NIR)
        personne.save()

    # when
    lue = serveur("GET", "personnes").json()["personnes"]
    (ligne,) = serveur("POST", "personnes/rapprocher", json={"personnes": [{"nir": NIR}]}).json()["personnes"]
    suite = serveur("GET", "changements", params={"depuis": "maintenant"}).json()

    # then
    assert [p["id"] for p in lue] == [ligne["fiches"][0]["id"]] == [str(personne.pk)]
    assert suite["changements"] == []
    assert refus(serveur("GET", "personnes", params={"nir": NIR}))[0] == 400
    assert refus(serveur("GET", f"personnes/{NIR}")) == (404, "introuvable")
    assert refus(serveur("POST", "personnes/rapprocher", content=b"{"))[0] == 415
    journaux = "".join(capfd.readouterr())
    assert NIR not in journaux
