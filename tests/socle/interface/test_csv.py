"""L’export : lisible par un tableur français, sans formule cachée, pour qui en a le droit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from spie.socle.comptes.roles import Role
from spie.socle.interface.liste.csv import BOM, case, morceaux
from tests.socle.interface.urls import StructuresListe

pytestmark = pytest.mark.urls("tests.socle.interface.urls")


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-2", "@SUM(A1)", "\tfin", "\r=1", " =1+1"])
def test_une_formule_devient_du_texte(texte):
    assert case(texte) == f"'{texte}"


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (None, ""),
        (True, "oui"),
        (date(2027, 1, 12), "12/01/2027"),
        (datetime(2027, 1, 12, 8, 0, tzinfo=UTC), "12/01/2027 09:00"),
        (Decimal("12.5"), "12,5"),
        (-4, "-4"),
        ("Aubenas", "Aubenas"),
    ],
)
def test_les_valeurs_s_ecrivent_a_la_francaise(valeur, attendu):
    assert case(valeur) == attendu


def test_le_fichier_part_par_morceaux_sans_rien_perdre():
    lignes = [[f"ligne {n}"] for n in range(1000)]
    envois = list(morceaux(["Nom"], iter(lignes)))
    assert len(envois) > 4
    assert envois[0].startswith(BOM + "Nom\r\n")
    assert "".join(envois).count("ligne") == 1000


def test_l_export_demande_le_droit_d_exporter(connecte, client):
    connecte(Role.REFERENT)
    assert "format=csv" not in client.get("/essai/liste/").content.decode()
    assert client.get("/essai/liste/", {"format": "csv"}).status_code == 403


def test_l_encadrant_exporte_ce_qu_il_a_filtre(connecte, client):
    connecte(Role.ENCADRANT)
    reponse = client.get("/essai/liste/", {"format": "csv", "q": "CMS"})
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    assert "structures-dessai-" in reponse["Content-Disposition"]
    lignes = b"".join(reponse.streaming_content).decode("utf-8").splitlines()
    assert lignes[0] == f"{BOM}Nom;Commune;Téléphone;Secteur"
    assert [ligne.split(";")[0] for ligne in lignes[1:]] == ["CMS d'Aubenas (fictif)"]


def test_les_rangees_suivent_l_ordre_de_la_liste(ardeche, rf):
    from_liste = StructuresListe(rf.get("/essai/liste/"))
    assert list(from_liste.rangees(from_liste.columns)) == []
