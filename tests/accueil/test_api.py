"""Programs: they see what their affectation may see, recognise people without writing, and miss no change."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client

from spie.accueil.api import LIGNES_MAX
from spie.socle.comptes import jetons
from spie.socle.comptes.models import Jeton
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import departement_courant
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_personne,
    une_structure,
)

NIR = "2900507019901"
pytestmark = pytest.mark.usefixtures("maintenant")


@pytest.fixture
def programme(client, ardeche):
    """``appeler = programme(Role.PARTENAIRE)``: a program with its key; no session, no cookie."""

    def brancher(role=Role.PILOTE, **champs):
        affectation = un_agent(role, **champs).affectations.get()
        _, cle = jetons.creer(affectation=affectation, libelle="Logiciel fictif", jours=90, le=MAINTENANT)
        client.defaults |= {"HTTP_HOST": ardeche.hote, "HTTP_AUTHORIZATION": f"Bearer {cle}"}
        return affectation

    return brancher


def confier(personne, affectation):
    return un_parcours(
        personne=personne, modalite="SOCIALE", structure=affectation.structure, referent=affectation,
        confie_le=AUJOURDHUI,
    )  # fmt: skip


def rapprocher(client, *personnes):
    reponse = client.post("/api/v1/personnes/rapprocher", {"personnes": personnes}, "application/json")
    assert reponse.status_code == 200, reponse.json()
    return reponse.json()["personnes"]


def test_un_programme_lit_les_personnes_de_page_en_page(client, programme):
    programme()
    attendues = [str(une_personne(prenom=f"Lina {n}", mobile=None).pk) for n in range(5)]
    lues, suivant = [], "/api/v1/personnes?limite=2"
    while suivant:
        page = client.get(suivant).json()
        lues += [personne["id"] for personne in page["personnes"]]
        suivant = page["suivant"]
    assert lues == sorted(attendues)


def test_un_partenaire_ne_lit_que_les_personnes_qui_lui_sont_confiees(client, programme):
    partenaire = programme(Role.PARTENAIRE, structure=une_structure("Association fictive"))
    sienne = une_personne()
    confier(sienne, partenaire)
    une_personne("AUTRE")
    (lue,) = client.get("/api/v1/personnes").json()["personnes"]
    assert lue["id"] == str(sienne.pk)
    assert lue["parcours"]["structure"] == "Association fictive"


def test_aucune_reponse_ne_contient_de_nir(client, programme):
    programme()
    personne = une_personne()
    personne.poser_nir(NIR)
    personne.save()
    rapprochee = rapprocher(client, {"nir": NIR})
    assert rapprochee[0]["verdict"] == "MEME"
    assert NIR not in client.get("/api/v1/personnes").content.decode() + str(rapprochee)


def test_un_programme_demande_qui_est_qui_et_rien_ne_s_ecrit(client, programme):
    # given
    programme()
    connue = une_personne("BALDI", "Maëlle")
    avant = Trace.objects.count()

    # when
    ressemblante, inconnue, fautive, repetee = rapprocher(
        client,
        {"nom": "Baldi", "prenom": "Maelle", "date_naissance": "17/05/1990"},
        {"nom": "PLACEBO", "prenom": "Eva", "date_naissance": "1999-01-01"},
        {"nom": "BALDI", "prenom": "Maëlle", "date_naissance": "31/02/1990"},
        {"nom": "Placebo", "prenom": "EVA", "date_naissance": "01/01/1999"},
    )

    # then
    assert (ressemblante["verdict"], ressemblante["fiches"][0]["id"]) == ("PROBABLE", str(connue.pk))
    assert "même date de naissance" in ressemblante["fiches"][0]["pourquoi"]
    assert (inconnue["verdict"], inconnue["fiches"]) == ("NOUVELLE", [])
    assert "n'existe pas" in fautive["fautes"]["naissance"]
    assert repetee["repete"] == 1
    assert Trace.objects.count() == avant


def test_hors_de_son_perimetre_un_partenaire_sait_qu_une_fiche_existe_et_rien_d_autre(client, programme):
    programme(Role.PARTENAIRE, structure=une_structure("Association fictive"))
    connue = une_personne("BALDI", "Maëlle")
    (reponse,) = rapprocher(client, {"nom": "BALDI", "prenom": "Maëlle", "date_naissance": "17/05/1990"})
    assert (reponse["fiches"], reponse["hors_perimetre"]) == ([], True)
    assert str(connue.pk) not in str(reponse)
    assert reponse["phrase"] == "Une fiche existe, hors de votre périmètre."


@pytest.mark.parametrize(
    "corps", [{}, {"personnes": []}, {"personnes": [{"role": "ROI"}]}, {"personnes": [{}] * (LIGNES_MAX + 1)}, []]
)
def test_une_demande_mal_faite_recoit_400_et_sa_raison(client, programme, corps):
    programme()
    reponse = client.post("/api/v1/personnes/rapprocher", corps, "application/json")
    assert reponse.status_code == 400
    assert reponse.json()


@pytest.mark.parametrize(
    "adresse",
    [
        "personnes?limite=0",
        "personnes?limite=9999",
        "personnes?apres=abc",
        "changements?curseur=abc",
        "changements?limite=x",
    ],
)
def test_un_parametre_faux_recoit_400(client, programme, adresse):
    programme()
    assert client.get(f"/api/v1/{adresse}").status_code == 400


@pytest.mark.parametrize("cle", ["", "spie_inventee", "spie_" + "x" * 500])
def test_sans_jeton_valable_rien_ne_s_ouvre(client, ardeche, cle):
    entetes = {"HTTP_HOST": ardeche.hote} | ({"HTTP_AUTHORIZATION": f"Bearer {cle}"} if cle else {})
    for adresse in ("personnes", "changements"):
        assert client.get(f"/api/v1/{adresse}", **entetes).status_code == 401


def test_un_jeton_retire_expire_ou_d_un_agent_parti_n_ouvre_plus(client, programme):
    affectation = programme()
    assert client.get("/api/v1/personnes").status_code == 200
    jeton = Jeton.objects.get()
    for champs in ({"expire_le": MAINTENANT - timedelta(minutes=1)}, {"revoque_le": MAINTENANT}):
        Jeton.objects.filter(pk=jeton.pk).update(**champs)
        assert client.get("/api/v1/personnes").status_code == 401
    Jeton.objects.filter(pk=jeton.pk).update(expire_le=jeton.expire_le, revoque_le=None)
    affectation.agent.is_active = False
    affectation.agent.save()
    assert client.get("/api/v1/personnes").status_code == 401


def test_un_jeton_d_un_departement_n_ouvre_rien_dans_un_autre(client, programme):
    programme()
    ardennes = un_departement("08", "Ardennes")
    assert client.get("/api/v1/personnes", HTTP_HOST=ardennes.hote).status_code == 401


def test_le_jeton_ne_se_lit_pas_dans_la_base(programme):
    affectation = programme()
    jeton, cle = jetons.creer(affectation=affectation, libelle="Autre", jours=30, le=MAINTENANT)
    assert cle not in str(Jeton.objects.filter(pk=jeton.pk).values())
    with pytest.raises(jetons.DureeImpossible):
        jetons.creer(affectation=affectation, libelle="Autre", jours=400, le=MAINTENANT)


def test_la_commande_donne_un_jeton_qui_sert(base_vivante, capsys):
    un_departement()
    with departement_courant("07"):
        un_agent(Role.PILOTE, courriel="logiciel@example.org")
    call_command("creer_jeton", departement="07", agent="logiciel@example.org", libelle="Logiciel fictif")
    cle = capsys.readouterr().out.splitlines()[0]
    reponse = Client(HTTP_HOST="07.testserver").get("/api/v1/personnes", HTTP_AUTHORIZATION=f"Bearer {cle}")
    assert reponse.status_code == 200


@pytest.fixture
def en_direct(base_vivante):
    """Commits are real: what a program follows is what was committed."""
    un_departement()
    with departement_courant("07"):
        affectation = un_agent(Role.PILOTE).affectations.get()
        _, cle = jetons.creer(affectation=affectation, libelle="Logiciel fictif", jours=90, le=MAINTENANT)
    return Client(HTTP_HOST="07.testserver", HTTP_AUTHORIZATION=f"Bearer {cle}")


def suivre(programme, curseur="", *, jusqu_a: int) -> list[dict]:
    """Read as a program does, again and again: a fact waits for every transaction of the server begun before it."""
    lus, fin = [], time.monotonic() + 60
    while len(lus) < jusqu_a and time.monotonic() < fin:
        suite = f"?limite=3&curseur={curseur}" if curseur else "?limite=3"
        page = programme.get(f"/api/v1/changements{suite}").json()
        lus, curseur = lus + page["changements"], page["curseur"]
    return lus


def un_fait(personne_id, type_="ContactAjoute"):
    Trace.objects.create(type=type_, personne_id=personne_id, donnees={}, survenu_le=MAINTENANT)


def test_les_changements_se_lisent_une_fois_chacun_dans_l_ordre(en_direct):
    with departement_courant("07"):
        personne = une_personne()
    types = ["ContactAjoute", "AdresseChangee", "IdentiteCorrigee", "ParcoursOuvert", "ParcoursClos"]
    for type_ in types:
        with departement_courant("07"):
            un_fait(personne.pk, type_)
    lus = suivre(en_direct, jusqu_a=5)
    assert [fait["type"] for fait in lus] == types
    assert {fait["personne"] for fait in lus} == {str(personne.pk)}


def test_un_long_import_qui_finit_apres_les_autres_n_est_pas_manque(en_direct):
    # given: a long transaction, begun first and not finished
    with departement_courant("07"):
        personne = une_personne()
    commence, finir = threading.Event(), threading.Event()

    def long_import():
        with departement_courant("07"):
            un_fait(personne.pk, "PersonneImportee")
            commence.set()
            finir.wait(20)
        connections.close_all()

    fil = threading.Thread(target=long_import)
    fil.start()
    commence.wait(20)
    with departement_courant("07"):
        un_fait(personne.pk)

    # when one reads before it is finished, then after
    avant = en_direct.get("/api/v1/changements").json()
    finir.set()
    fil.join()
    apres = suivre(en_direct, avant["curseur"], jusqu_a=2 - len(avant["changements"]))

    # then
    lus = [fait["type"] for fait in avant["changements"] + apres]
    assert sorted(lus) == ["ContactAjoute", "PersonneImportee"]


def test_ce_qui_ne_concerne_pas_les_programmes_n_est_pas_dit(en_direct):
    with departement_courant("07"):
        un_fait(une_personne().pk, "CourrierConsulte")
    assert en_direct.get("/api/v1/changements").json()["changements"] == []
