"""Demander qui est qui : quatre décisions expliquées, dans le corps d'une demande, sans rien écrire que la trace."""

import json
import logging

import pytest
from django.db import connection

from spie.accueil.api.rapprochement import AILLEURS, LIGNES_MAX
from spie.socle.comptes.models import Jeton
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Changement, Consultation, Personne
from spie.socle.territoires.isolation import annonce, set_departement
from tests.accueil.programmes import API, NIR, confier, refus
from tests.architecture.empreintes import EMPREINTE
from tests.architecture.test_budgets import requetes
from tests.factories import un_departement, une_commune, une_personne

MAELLE = {"nom": "BALDI", "prenom": "Maëlle", "date_naissance": "17/05/1990"}
BUDGET = 25


def une_maelle(**champs):
    personne = une_personne("BALDI", "Maëlle", **champs)
    personne.poser_nir(NIR)
    personne.save()
    return personne


def test_les_quatre_decisions_sont_rendues_avec_leurs_raisons(programme):
    # given
    connue = une_maelle()

    # when
    meme, probable, divergence, nouvelle = programme.rapprocher(
        MAELLE | {"nir": NIR},
        MAELLE | {"prenom": "Maelle"},
        {"nir": NIR, "nom": "PLACEBO", "prenom": "Éva", "date_naissance": "1961-01-02"},
        {"nom": "PLACEBO", "prenom": "Eva", "date_naissance": "1999-01-01"},
    )

    # then
    decisions = [ligne["decision"] for ligne in (meme, probable, divergence, nouvelle)]
    assert decisions == ["MEME", "PROBABLE", "DIVERGENCE", "NOUVELLE"]
    assert {ligne["fiches"][0]["id"] for ligne in (meme, probable, divergence)} == {str(connue.pk)}
    assert "même NIR" in meme["fiches"][0]["raisons"]
    assert "même date de naissance" in probable["fiches"][0]["raisons"]
    assert "à vérifier" in divergence["phrase"]
    assert (nouvelle["fiches"], nouvelle["phrase"]) == ([], "Nouvelle personne.")
    assert [ligne["ligne"] for ligne in (meme, probable, divergence, nouvelle)] == [1, 2, 3, 4]


def test_ce_qui_ne_se_lit_pas_et_ce_qui_se_repete_est_dit_ligne_par_ligne(programme):
    fautive, premiere, repetee = programme.rapprocher(
        MAELLE | {"date_naissance": "31/02/1990", "nir": "290050701990100"},
        {"nom": "PLACEBO", "prenom": "Eva", "date_naissance": "1999-01-01"},
        {"nom": "Placebo", "prenom": "EVA", "date_naissance": "01/01/1999"},
    )
    assert set(fautive["fautes"]) == {"date_naissance", "nir"}
    assert "n'existe pas" in fautive["fautes"]["date_naissance"]
    assert (premiere["repete_ligne"], repetee["repete_ligne"]) == (None, 2)


def test_rien_ne_s_ecrit_que_la_trace(programme):
    # given
    connue = une_maelle()
    programme.rapprocher(MAELLE)
    tables = [m._meta.db_table for m in (Personne, Changement, Jeton)]
    avant = [_mot(table) for table in tables]
    lues, traces = [list(m.objects.values_list("pk", flat=True)) for m in (Consultation, Trace)]

    # when
    programme.rapprocher(MAELLE, MAELLE | {"nir": NIR}, {"nom": "PLACEBO"})

    # then
    assert [_mot(table) for table in tables] == avant
    lue = Consultation.objects.exclude(pk__in=lues).get()
    assert (lue.personne_id, lue.page) == (connue.pk, "RAPPROCHEMENT")
    dite = Trace.objects.exclude(pk__in=traces).get()
    assert (dite.type, dite.acteur, dite.personne_id) == ("IdentitesRapprochees", programme.affectation.agent, None)
    attendues = {"lignes": 3, "memes": 1, "probables": 1, "divergences": 0, "nouvelles": 1}
    assert dite.donnees == attendues | {"jeton_id": str(programme.jeton.pk)}


def _mot(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(EMPREINTE.format(table), ["07"])
        return cursor.fetchone()[0]


def test_hors_de_son_perimetre_un_partenaire_sait_qu_une_fiche_existe_et_rien_d_autre(partenaire):
    connue = une_maelle()
    meme, probable = partenaire.rapprocher(MAELLE | {"nir": NIR}, MAELLE)
    for ligne, decision in ((meme, "MEME"), (probable, "PROBABLE")):
        assert (ligne["decision"], ligne["phrase"]) == (decision, AILLEURS)
        assert (ligne["fiches"], ligne["avertissements"], ligne["hors_perimetre"]) == ([], [], True)
        assert str(connue.pk) not in str(ligne)
    assert Consultation.objects.filter(personne=connue, agent=partenaire.affectation.agent).count() == 1


def test_dans_son_perimetre_un_partenaire_voit_la_fiche_mais_pas_celle_qui_lui_ressemble(partenaire):
    # given
    sienne, autre = une_personne("BALDI", "Maëlle"), une_personne("BALDI", "Maelle", mobile=None)
    confier(sienne, partenaire.affectation.structure)

    # when
    (ligne,) = partenaire.rapprocher(MAELLE)

    # then
    assert [fiche["id"] for fiche in ligne["fiches"]] == [str(sienne.pk)]
    assert ligne["hors_perimetre"]
    assert str(autre.pk) not in str(ligne)
    assert "BALDI" not in str(ligne)


def test_une_personne_d_un_autre_departement_est_inconnue_ici(programme):
    un_departement("08", "Ardennes")
    with annonce("08"):
        une_maelle(commune=une_commune("08001", "Imaginaire", "08000"))
    set_departement("07")
    (ligne,) = programme.rapprocher(MAELLE | {"nir": NIR})
    assert (ligne["decision"], ligne["fiches"], ligne["hors_perimetre"]) == ("NOUVELLE", [], False)


def test_le_nir_n_est_ni_repete_ni_dans_aucun_journal_ni_dans_l_historique(programme, caplog, monkeypatch):
    for journal in ("", "django", "django.request", "spie"):
        caplog.set_level(logging.DEBUG, logger=journal)
        monkeypatch.setattr(logging.getLogger(journal), "propagate", True)
    une_maelle()
    rendu = str(programme.rapprocher({"nir": NIR}, {"nir": NIR + "00"}, {"nir": "x" + NIR}))
    refuse = programme.post("personnes/rapprocher", {"personnes": [{"nir": NIR, "role": NIR, NIR: 1}]})
    assert refus(refuse) == (400, "demande_invalide")
    assert NIR not in rendu + refuse.content.decode() + caplog.text + str(list(Trace.objects.values()))


FAUTES = {
    "rien": "",
    "un objet vide": {},
    "une liste": [],
    "un texte": '"bonjour"',
    "personne": {"personnes": []},
    "une personne seule": {"personnes": MAELLE},
    "des textes": {"personnes": ["BALDI"]},
    "un champ inconnu": {"personnes": [MAELLE | {"age": 36}]},
    "un champ de trop": {"personnes": [MAELLE], "mode": "rapide"},
    "un type faux": {"personnes": [{"nom": ["BALDI"]}]},
    "un nom nul": {"personnes": [{"nom": None}]},
    "un vrai": {"personnes": [{"nom": True}]},
    "un rôle inconnu": {"personnes": [MAELLE, MAELLE | {"role": "ROI"}]},
    "un nom trop long": {"personnes": [{"nom": "A" * 81}]},
    "personne à reconnaître": {"personnes": [{"prenom": "Maëlle"}]},
    "trop de personnes": {"personnes": [MAELLE] * (LIGNES_MAX + 1)},
    "un octet nul": {"personnes": [{"nom": "BAL\0DI"}]},
    "un demi-caractère": '{"personnes": [{"nom": "BAL\\ud800DI"}]}',
}


@pytest.mark.parametrize("corps", FAUTES.values(), ids=FAUTES)
def test_une_demande_mal_faite_recoit_une_phrase(programme, corps):
    reponse = programme.post("personnes/rapprocher", corps)
    assert refus(reponse) == (400, "demande_invalide")
    assert Trace.objects.count() == Consultation.objects.count() == 0


def test_la_phrase_dit_ou_est_la_faute(programme):
    reponse = programme.post("personnes/rapprocher", FAUTES["un rôle inconnu"])
    debut = "personnes, ligne 2, role : valeur inconnue. Valeurs possibles : DEM,"
    assert reponse.json()["message"].startswith(debut)
    reponse = programme.post("personnes/rapprocher", FAUTES["un champ inconnu"])
    assert reponse.json()["message"].startswith("personnes, ligne 1 : champ inconnu. Champs possibles : nom,")


@pytest.mark.parametrize(
    "corps",
    [
        b"{",
        b"{'personnes': []}",
        b"\xff\xfe",
        b'{"personnes": NaN}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
    ids=["coupé", "apostrophes", "pas de l'UTF-8", "NaN", "cent mille crochets", "nombre immense"],
)
def test_ce_qui_n_est_pas_du_json_recoit_une_phrase(programme, corps):
    assert refus(programme.post("personnes/rapprocher", corps)) == (400, "json_illisible")


def test_un_corps_trop_grand_n_est_pas_lu(programme):
    corps = json.dumps({"personnes": [{"nom": "A" * 300_000}]})
    assert refus(programme.post("personnes/rapprocher", corps)) == (413, "demande_trop_grande")


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "x"])
def test_un_autre_format_que_json_est_refuse(programme, type_):
    assert refus(programme.post("personnes/rapprocher", "nom=BALDI", type_)) == (415, "type_impossible")
    formulaire = programme.client.post(f"{API}personnes/rapprocher", {"nom": "BALDI"})
    assert refus(formulaire) == (415, "type_impossible")


def test_cent_personnes_ne_coutent_pas_plus_de_requetes_que_deux(programme):
    for rang in range(4):
        une_personne("BALDI", f"Maëlle {rang}", mobile=None)
    couts = [requetes(lambda n=n: programme.rapprocher(*[MAELLE] * n)) for n in (1, 2, LIGNES_MAX)]
    assert couts[1] == couts[2] <= BUDGET
