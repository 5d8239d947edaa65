"""La description de l'API pour les machines : complète, et vraie des réponses données."""

import json
import re
from pathlib import Path

import pytest

from spie.accueil.api.changements_dits import CHAMP, FAITS
from spie.accueil.api.description import decrire
from spie.socle.comptes.roles import Portee
from tests.accueil.programmes import NIR, confier
from tests.accueil.suivi import en_07, suivre, un_fait
from tests.factories import une_personne

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def schema(adresse: str, methode: str) -> dict:
    """What a door says it answers, its references followed."""
    reponse = decrire()["paths"][adresse][methode]["responses"]["200"]
    return _suivre(reponse["content"]["application/json"]["schema"])


def _suivre(noeud):
    if isinstance(noeud, list):
        return [_suivre(x) for x in noeud]
    if not isinstance(noeud, dict):
        return noeud
    if "$ref" in noeud:
        return _suivre(decrire()["components"]["schemas"][noeud["$ref"].rpartition("/")[2]])
    return {cle: _suivre(x) for cle, x in noeud.items()}


def ecarts(valeur, attendu: dict, ou="réponse") -> list[str]:
    """Where an answer is not what is described: a field more, a field less, another type."""
    if "oneOf" in attendu or "anyOf" in attendu or "allOf" in attendu:
        choix = attendu.get("oneOf") or attendu.get("anyOf") or attendu["allOf"]
        essais = [ecarts(valeur, c, ou) for c in choix]
        return [] if [] in essais else essais[0]
    types = attendu.get("type", [])
    types = [types] if isinstance(types, str) else types
    noms = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", type(None): "null"}
    if types and noms[type(valeur)] not in types:
        return [f"{ou} : {noms[type(valeur)]} au lieu de {types}"]
    if isinstance(valeur, list):
        return [e for x in valeur for e in ecarts(x, attendu["items"], f"{ou}[]")]
    if not isinstance(valeur, dict) or "properties" not in attendu:
        return [] if valeur in attendu.get("enum", [valeur]) else [f"{ou} : {valeur}"]
    if set(valeur) != set(attendu["properties"]):
        return [f"{ou} : {set(valeur) ^ set(attendu['properties'])}"]
    return [e for nom, x in valeur.items() for e in ecarts(x, attendu["properties"][nom], f"{ou}.{nom}")]


def test_la_description_se_lit_sans_cle_et_sans_avertissement(client, ardeche, capsys):
    decrire.cache_clear()
    lue = client.get("/api/v1/description.json", HTTP_HOST=ardeche.hote).json()
    assert lue["openapi"].startswith("3.1")
    assert lue["components"]["securitySchemes"]["cle"]["scheme"] == "bearer"
    assert capsys.readouterr().err == ""


def test_chaque_porte_est_decrite_avec_ses_refus_et_sa_cle():
    portes = {(a, m): porte for a, methodes in decrire()["paths"].items() for m, porte in methodes.items()}
    assert set(portes) == {
        ("/api/v1/personnes", "get"),
        ("/api/v1/personnes/{personne_id}", "get"),
        ("/api/v1/personnes/rapprocher", "post"),
        ("/api/v1/changements", "get"),
    }
    for porte in portes.values():
        assert porte["security"] == [{"cle": []}]
        assert {"400", "401", "403", "429"} <= set(porte["responses"])
    parametres = {p["name"] for p in portes["/api/v1/personnes", "get"]["parameters"]}
    assert parametres == {"cle", "taille"}


@pytest.mark.usefixtures("programme")
def test_les_reponses_donnees_sont_celles_decrites(programme):
    # given
    personne = une_personne()
    personne.poser_nir(NIR)
    personne.save()
    confier(personne, programme.affectation.structure)
    une_personne("PLACEBO", mobile=None)

    # then
    page = programme.get("personnes").json()
    assert ecarts(page, schema("/api/v1/personnes", "get")) == []
    assert ecarts(programme.get("personnes", taille=1).json(), schema("/api/v1/personnes", "get")) == []
    une = programme.get(f"personnes/{personne.pk}").json()
    assert ecarts(une, schema("/api/v1/personnes/{personne_id}", "get")) == []
    lignes = programme.rapprocher({"nir": NIR}, {"nom": "PLACEBO", "date_naissance": "x"}, {"nom": "NULLE"})
    assert ecarts({"personnes": lignes}, schema("/api/v1/personnes/rapprocher", "post")) == []


def test_les_changements_donnes_sont_ceux_decrits(suivi):
    with en_07():
        personne = une_personne()
        un_fait(personne.pk)
    lus, curseur = suivre(suivi, jusqu_a=2, taille=200)
    assert {fait["type"] for fait in lus} == {"ChampModifie", "ParcoursOuvert"}
    page = {"changements": lus, "curseur": curseur, "encore": False}
    assert ecarts(page, schema("/api/v1/changements", "get")) == []


def test_une_reponse_qui_s_ecarte_serait_vue():
    attendu = schema("/api/v1/personnes", "get")
    assert ecarts({"personnes": [], "suivante": None}, attendu) == []
    assert ecarts({"personnes": []}, attendu)
    assert ecarts({"personnes": [{"nir": NIR}], "suivante": None}, attendu)
    assert ecarts({"personnes": [], "suivante": 3}, attendu)


def test_les_exemples_du_guide_sont_des_reponses_possibles():
    exemples = [json.loads(bloc) for bloc in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)]
    adresses = [("/api/v1/personnes", "get"), ("/api/v1/personnes/rapprocher", "post"), ("/api/v1/changements", "get")]
    assert len(exemples) == len(adresses)
    for exemple, adresse in zip(exemples, adresses, strict=True):
        assert ecarts(exemple, schema(*adresse)) == []


def test_le_guide_dit_chaque_portee_et_chaque_type_qui_demande_un_geste():
    assert [portee for portee in Portee.values if f"`{portee}`" not in GUIDE] == []
    dits = set(re.findall(r"`([A-Z]\w+[a-z]\w*)`", GUIDE))
    assert {"FichesReunies", "FusionDefaite", "ParcoursClos", "DepartementQuitte", CHAMP} <= dits
    assert dits <= {*FAITS, CHAMP}
