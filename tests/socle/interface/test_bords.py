"""Les bords : en-têtes, refus, erreurs, formulaires."""

import json

import pytest

from spie.socle.comptes.models import Structure
from spie.socle.comptes.roles import Role
from spie.socle.interface.csp import CSP

pytestmark = pytest.mark.urls("tests.socle.interface.urls")


def test_la_politique_de_contenu_est_exactement_celle_de_la_conception():
    assert CSP == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    )


def test_chaque_reponse_porte_les_en_tetes_et_aucune_page_d_agent_n_est_gardee(connecte, client):
    connecte()
    for adresse in ("/essai/texte/", "/nulle-part/"):
        reponse = client.get(adresse)
        assert reponse["Content-Security-Policy"] == CSP
        assert reponse["Referrer-Policy"] == "same-origin"
        assert reponse["X-Content-Type-Options"] == "nosniff"
        assert reponse["Cache-Control"] == "no-store"


def test_un_refus_defait_tout_et_revient_a_la_page_du_formulaire(connecte, client):
    connecte()
    retour = "http://07.testserver/essai/liste/"
    reponse = client.post("/essai/refus/", headers={"Referer": retour})
    assert (reponse.status_code, reponse["Location"]) == (302, retour)
    assert not Structure.objects.filter(nom="Ne doit pas rester").exists()
    assert "La session est complète." in client.get("/essai/liste/").content.decode()


@pytest.mark.parametrize("retour", ["https://ailleurs.example/piege", ""])
def test_un_refus_ne_renvoie_jamais_ailleurs(connecte, client, retour):
    connecte()
    reponse = client.post("/essai/refus/", headers={"Referer": retour})
    assert reponse.status_code == 422
    assert "La session est complète." in reponse.content.decode()


def test_un_refus_pour_htmx_est_un_evenement(connecte, client):
    connecte()
    reponse = client.post("/essai/refus/", headers={"HX-Request": "true"})
    assert reponse.status_code == 422
    assert json.loads(reponse["HX-Trigger"]) == {"refus": {"message": "La session est complète."}}


def test_les_pages_d_erreur_disent_quoi_faire(connecte, client):
    connecte(Role.REFERENT)
    client.raise_request_exception = False
    for adresse, statut in (("/nulle-part/", 404), ("/essai/panne/", 500)):
        reponse = client.get(adresse)
        assert reponse.status_code == statut
        assert "Que faire ?" in reponse.content.decode()


def test_un_champ_en_erreur_est_lie_a_son_message_et_au_resume(connecte, client):
    connecte()
    page = client.post("/essai/formulaire/", {}).content.decode()
    assert 'aria-describedby="id_lieu_helptext id_lieu_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'class="form-control"' in page
    assert '<a href="#id_lieu">Lieu</a>' in page
    assert '<a href="#id_mode_champ">Mode</a>' in page


def test_la_declaration_d_accessibilite_se_lit_sans_compte_et_ne_promet_rien(client, ardeche):
    reponse = client.get("/accessibilite/", HTTP_HOST=ardeche.hote)
    assert reponse.status_code == 200
    assert "non conforme" in reponse.content.decode()


@pytest.mark.usefixtures("variables_connues")
def test_la_coquille_ne_nomme_aucune_variable_absente(connecte, client):
    connecte(Role.ENCADRANT)
    for adresse in ("/essai/liste/", "/essai/liste/?q=zzz", "/accessibilite/"):
        assert client.get(adresse).status_code == 200
