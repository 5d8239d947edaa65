"""La porte des programmes : qui entre, à quelle cadence, et ce qui ne se met jamais dans une adresse."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as reglages
from django.urls import reverse
from redis import Redis

from spie.accueil import urls_api
from spie.socle.comptes.models import Affectation, Agent, Jeton
from spie.socle.comptes.roles import Portee, Role
from spie.socle.interface.api import cadence
from spie.socle.interface.api.porte import Porte
from spie.socle.territoires.isolation import annonce, set_departement
from tests.accueil.programmes import API, NIR, client, refus, un_programme
from tests.factories import AUJOURDHUI, MAINTENANT, un_departement, une_personne

ENTREES = [("get", "personnes"), ("get", "changements"), ("post", "personnes/rapprocher")]


@pytest.fixture(autouse=True)
def compteurs_neufs():
    Redis.from_url(reglages.REDIS_URL).flushdb()
    cadence._seul.clear()


def test_chaque_entree_est_une_porte_gardee_avec_sa_portee():
    vues = [motif.callback.cls for motif in urls_api.urlpatterns if motif.name != "description"]
    assert all(issubclass(vue, Porte) and vue.permission and vue.portee in Portee for vue in vues)
    assert {vue.portee for vue in vues} == set(Portee)


@pytest.mark.parametrize(("methode", "adresse"), ENTREES)
def test_sans_cle_rien_ne_s_ouvre_et_la_reponse_dit_comment_faire(client, ardeche, methode, adresse):
    reponse = getattr(client, methode)(f"{API}{adresse}", HTTP_HOST=ardeche.hote)
    assert refus(reponse) == (401, "jeton_absent")
    assert reponse["WWW-Authenticate"] == "Bearer"


def test_la_session_d_un_agent_n_ouvre_pas_la_porte_des_programmes(connecte, client):
    connecte(Role.PILOTE)
    assert refus(client.get(f"{API}personnes")) == (401, "jeton_absent")


@pytest.mark.parametrize("cle", ["spie_inventee", "spie_" + "x" * 5000, "", "é", "\udcff"])
def test_une_cle_inconnue_n_ouvre_rien(programme, cle):
    autre = client(cle.encode("utf-8", "replace").decode("latin-1"))
    assert refus(autre.get(f"{API}personnes"))[0] == 401


def test_une_cle_retiree_expiree_ou_d_un_compte_ferme_dit_laquelle(programme):
    # given
    essais = {
        "jeton_retire": (Jeton, programme.jeton.pk, {"retire_le": MAINTENANT}),
        "jeton_expire": (Jeton, programme.jeton.pk, {"expire_le": AUJOURDHUI - timedelta(days=1)}),
        "compte_ferme": (Agent, programme.affectation.agent_id, {"is_active": False}),
    }
    assert programme.get("personnes").status_code == 200

    # then
    for code, (modele, pk, champs) in essais.items():
        avant = modele.objects.filter(pk=pk).values(*champs).get()
        modele.objects.filter(pk=pk).update(**champs)
        assert refus(programme.get("personnes")) == (401, code)
        modele.objects.filter(pk=pk).update(**avant)
    Affectation.objects.filter(pk=programme.affectation.pk).update(active=False)
    assert refus(programme.get("personnes")) == (401, "compte_ferme")


def test_une_cle_vaut_jusqu_au_soir_de_son_dernier_jour(ardeche, maintenant):
    cle = un_programme(expire_le=AUJOURDHUI + timedelta(days=1))
    with time_machine.travel(MAINTENANT + timedelta(days=1, hours=14, minutes=59), tick=False):
        assert cle.get("personnes").status_code == 200
    with time_machine.travel(MAINTENANT + timedelta(days=1, hours=15), tick=False):
        assert refus(cle.get("personnes")) == (401, "jeton_expire")


def test_une_cle_d_un_departement_n_ouvre_rien_dans_un_autre(programme):
    un_departement("08", "Ardennes")
    with annonce("08"):
        une_personne("AILLEURS")
    set_departement("07")
    voisine = client(programme.cle, "08.testserver")
    for methode, adresse in ENTREES:
        reponse = getattr(voisine, methode)(f"{API}{adresse}")
        assert refus(reponse) == (401, "jeton_inconnu")
        assert "AILLEURS" not in reponse.content.decode()


@pytest.mark.parametrize("portee", Portee)
def test_une_cle_ne_fait_que_ce_qui_lui_est_permis(ardeche, maintenant, portee):
    cle = un_programme(portees=[portee])
    reponses = {
        Portee.LIRE_PERSONNES: cle.get("personnes"),
        Portee.RAPPROCHER: cle.post("personnes/rapprocher", {"personnes": [{"nom": "SPECIMEN"}]}),
        Portee.LIRE_CHANGEMENTS: cle.get("changements"),
    }
    assert reponses.pop(portee).status_code == 200
    assert {refus(reponse) for reponse in reponses.values()} == {(403, "portee_absente")}


@pytest.mark.parametrize("nom", ["jeton", "access_token", "quelconque"])
def test_une_cle_dans_l_adresse_est_refusee_meme_si_elle_est_bonne(programme, nom):
    reponse = programme.get("personnes", **{nom: programme.cle})
    assert refus(reponse) == (400, "jeton_dans_l_adresse")
    assert programme.cle not in reponse.content.decode()


@pytest.mark.parametrize(
    "suite", [f"nir={NIR}", f"x={NIR}55", "x=2+90+05+07+019+901", "cle=2.90.05.2A.019.901", f"{NIR}=1"]
)
@pytest.mark.parametrize("adresse", ["personnes", "personnes/rapprocher", "changements"])
def test_un_nir_dans_l_adresse_est_refuse_et_n_entre_dans_aucun_journal(programme, caplog, monkeypatch, adresse, suite):
    # given: everything is logged, even what the product does not log
    for journal in ("django", "django.request"):
        caplog.set_level(logging.DEBUG, logger=journal)
        monkeypatch.setattr(logging.getLogger(journal), "propagate", True)

    # when
    reponse = programme.client.get(f"{API}{adresse}?{suite}")

    # then
    assert refus(reponse) == (400, "donnee_personnelle_dans_l_adresse")
    assert f"Bad Request: {API}{adresse}" in caplog.text
    for morceau in (NIR, "2A", "019901"):
        assert morceau not in caplog.text + reponse.content.decode()


@pytest.mark.parametrize(
    ("suite", "code"),
    [
        ("nom=SPECIMEN", "donnee_personnelle_dans_l_adresse"),
        ("inconnu=1", "parametre_inconnu"),
        ("format=xml", "parametre_inconnu"),
        ("taille=1&taille=2", "parametre_inconnu"),
        ("taille=0", "demande_invalide"),
        ("taille=99999", "demande_invalide"),
        ("taille=dix", "demande_invalide"),
        ("cle=abc", "repere_illisible"),
        ("cle=éé", "repere_illisible"),
        ("cle=%ff%fe", "repere_illisible"),
        (f"cle={'A' * 32}", 200),
        (f"cle={'A' * 101}", "demande_invalide"),
    ],
)
def test_un_parametre_faux_recoit_sa_phrase(programme, suite, code):
    reponse = programme.client.get(f"{API}personnes?{suite}")
    assert reponse.status_code == 200 if code == 200 else refus(reponse) == (400, code)


def test_une_methode_ou_un_format_impossibles_sont_dits(programme):
    for methode in ("put", "patch", "delete", "options", "post"):
        reponse = getattr(programme.client, methode)(f"{API}personnes")
        assert refus(reponse) == (405, "methode_impossible")
        assert "GET" in reponse.json()["message"]
    assert refus(programme.get("personnes/rapprocher")) == (405, "methode_impossible")
    assert refus(programme.client.get(f"{API}personnes", headers={"Accept": "text/html"})) == (406, "format_impossible")


@pytest.mark.parametrize("adresse", ["", "nulle-part", "personnes/", f"personnes/{NIR}", "personnes/abc"])
def test_une_adresse_inconnue_repond_en_json_et_sans_se_repeter(programme, adresse):
    reponse = programme.get(adresse)
    assert refus(reponse) == (404, "introuvable")
    assert NIR not in reponse.content.decode()


def test_un_hote_inconnu_une_adresse_illisible_et_une_panne_repondent_en_json(programme, monkeypatch):
    assert refus(programme.client.get(f"{API}personnes", HTTP_HOST="99.testserver")) == (404, "introuvable")
    assert refus(programme.client.get(f"{API}personnes?cle=%00")) == (400, "demande_invalide")
    programme.client.raise_request_exception = False
    monkeypatch.setattr(reglages, "API_APPELS_PAR_MINUTE", None)
    assert refus(programme.get("personnes")) == (500, "panne")


def test_trop_d_appels_attendent_la_minute_suivante_chaque_cle_pour_soi(programme, partenaire, settings):
    settings.API_APPELS_PAR_MINUTE = 3
    assert [programme.get("changements").status_code for _ in range(3)] == [200] * 3
    trop = programme.get("changements")
    assert refus(trop) == (429, "trop_d_appels")
    assert trop["Retry-After"] == "60"
    assert partenaire.get("changements").status_code == 200
    with time_machine.travel(MAINTENANT + timedelta(seconds=60), tick=False):
        assert programme.get("changements").status_code == 200


def test_sans_redis_la_cadence_se_compte_encore(programme, settings, caplog):
    settings.API_APPELS_PAR_MINUTE = 2
    settings.REDIS_URL = "unix:///nulle-part/redis.sock"
    statuts = [programme.get("changements").status_code for _ in range(3)]
    assert statuts == [200, 200, 429]
    assert "Redis ne répond pas" in caplog.text


def test_le_dernier_usage_se_note_une_fois_par_heure(programme):
    programme.get("changements")
    for minutes, attendu in ((59, MAINTENANT), (61, MAINTENANT + timedelta(minutes=61))):
        with time_machine.travel(MAINTENANT + timedelta(minutes=minutes), tick=False):
            programme.get("changements")
        assert Jeton.objects.get(pk=programme.jeton.pk).servi_le == attendu


def test_un_compte_de_service_n_entre_par_aucune_page(programme, client):
    donnees = {"username": programme.affectation.agent.courriel, "password": ""}
    client.post(reverse("comptes:connexion"), donnees, HTTP_HOST="07.testserver")
    client.force_login(programme.affectation.agent)
    assert client.get("/", HTTP_HOST="07.testserver").status_code == 403
    assert Affectation.objects.en_cours().filter(agent=programme.affectation.agent).count() == 0
