"""Lire les personnes de son périmètre : page par page, sans NIR, à coût constant, et chaque lecture laisse sa trace."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spie.socle.comptes.models import Jeton
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import Consultation
from spie.socle.personnes.services.fusion import annuler, reunir
from spie.socle.territoires.isolation import annonce, set_departement
from tests.accueil.programmes import NIR, confier, refus, un_programme
from tests.architecture.test_budgets import requetes
from tests.architecture.test_lecture import refuser_les_ecritures
from tests.factories import MAINTENANT, un_agent, un_departement, une_commune, une_personne

BUDGET = 15


def lire_tout(programme, taille):
    """Page after page, as a program does."""
    pages, cle = [], None
    while cle or not pages:
        page = programme.get("personnes", taille=taille, **({"cle": cle} if cle else {})).json()
        pages.append(page["personnes"])
        cle = page["suivante"]
    return pages


@pytest.mark.parametrize(("taille", "tailles"), [(2, [2, 2, 1]), (5, [5]), (4, [4, 1]), (200, [5])])
def test_un_programme_lit_chaque_personne_une_fois_dans_un_ordre_qui_ne_bouge_pas(programme, taille, tailles):
    attendues = sorted(str(une_personne(prenom=f"Lina {n}", mobile=None).pk) for n in range(5))
    pages = lire_tout(programme, taille)
    assert [len(page) for page in pages] == tailles
    assert [personne["id"] for page in pages for personne in page] == attendues


def test_sans_personne_la_page_est_vide_et_la_derniere(programme):
    assert programme.get("personnes").json() == {"personnes": [], "suivante": None}


def test_une_personne_se_lit_avec_ce_qui_sert_et_rien_d_autre(programme):
    # given
    personne = une_personne("SPECIMEN", "Lina", commune=une_commune())
    personne.poser_nir(NIR)
    personne.save()
    confier(personne, programme.affectation.structure)

    # when
    lue = programme.get(f"personnes/{personne.pk}").json()

    # then
    assert programme.get("personnes").json()["personnes"] == [lue]
    assert lue == {
        "id": str(personne.pk),
        "foyer": str(personne.foyer_id),
        "role": "DEM",
        "nom": "SPECIMEN",
        "nom_naissance": "",
        "prenom": "Lina",
        "date_naissance": "1990-05-17",
        "nir_masque": "290••••••••01",
        "droits_devoirs_depuis": None,
        "partie_le": None,
        "commune_insee": "07019",
        "parcours": {
            "modalite": "SOCIALE",
            "structure": "CMS d'Aubenas (fictif)",
            "referent": "Ana FACTICE",
            "confie_le": "2026-11-24",
            "contrat_avant_le": None,
        },
    }


def test_les_enfants_ne_sont_pas_dits(programme):
    parent = une_personne()
    enfant = une_personne("SPECIMEN", "Zoé", foyer=parent.foyer, role="ENF", mobile=None)
    assert [p["id"] for p in programme.get("personnes").json()["personnes"]] == [str(parent.pk)]
    assert refus(programme.get(f"personnes/{enfant.pk}")) == (404, "introuvable")


def test_un_partenaire_ne_lit_que_les_personnes_confiees_a_sa_structure(partenaire):
    # given
    sienne, autre = une_personne("SIENNE"), une_personne("AUTRE")
    sienne.poser_nir(NIR)
    sienne.save()
    confier(sienne, partenaire.affectation.structure)
    confier(une_personne("CLOSE"), partenaire.affectation.structure, clos_le=MAINTENANT, motif_cloture="essai")

    # then
    (lue,) = partenaire.get("personnes").json()["personnes"]
    assert (lue["id"], lue["nir_masque"]) == (str(sienne.pk), None)
    assert partenaire.get(f"personnes/{sienne.pk}").json() == lue
    assert refus(partenaire.get(f"personnes/{autre.pk}")) == refus(partenaire.get(f"personnes/{uuid4()}"))


def test_un_programme_ne_lit_jamais_une_personne_d_un_autre_departement(programme):
    une_personne("ICI")
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = une_personne("AILLEURS", commune=une_commune("08001", "Imaginaire", "08000"))
    set_departement("07")
    assert [p["nom"] for p in programme.get("personnes").json()["personnes"]] == ["ICI"]
    assert refus(programme.get(f"personnes/{ailleurs.pk}")) == (404, "introuvable")


def test_aucune_page_ne_contient_de_nir(programme):
    personne = une_personne()
    personne.poser_nir(NIR)
    personne.save()
    lues = programme.get("personnes").content + programme.get(f"personnes/{personne.pk}").content
    assert NIR.encode() not in lues
    assert personne.nir_masque in lues.decode()


def test_chaque_personne_lue_laisse_une_trace_en_une_seule_ecriture(programme):
    # given
    lues = sorted(une_personne(f"SPECIMEN{n}", mobile=None).pk for n in range(4))[:3]

    # when
    with CaptureQueriesContext(connection) as prises:
        programme.get("personnes", taille=3)

    # then
    assert sum("INSERT INTO" in requete["sql"] for requete in prises.captured_queries) == 1
    traces = Consultation.objects.values_list("personne_id", "agent", "role", "page", "le")
    qui = (programme.affectation.agent_id, "PILOTE", "PROGRAMME", MAINTENANT)
    assert set(traces) == {(pk, *qui) for pk in lues}


def test_lire_n_ecrit_que_la_trace_et_le_dernier_usage(programme):
    personne = une_personne()
    Jeton.objects.update(servi_le=None)
    with connection.execute_wrapper(refuser_les_ecritures):
        for adresse in ("personnes", f"personnes/{personne.pk}", "changements"):
            assert programme.get(adresse).status_code == 200
    assert Consultation.objects.count() == 2


@pytest.mark.parametrize("role", [Role.PILOTE, Role.PARTENAIRE])
def test_une_page_ne_coute_pas_plus_quand_les_personnes_triplent(ardeche, maintenant, role):
    # given
    programme, couts = un_programme(role), []

    # when
    for nombre in (2, 6):
        for rang in range(nombre):
            confier(une_personne(f"SPECIMEN{nombre}{rang}"), programme.affectation.structure)
        programme.get("personnes")
        couts.append(requetes(lambda: programme.get("personnes")))

    # then
    assert couts[0] == couts[1] <= BUDGET


def test_une_fiche_reunie_avec_une_autre_dit_laquelle_demander(programme, partenaire):
    # given
    gardee, absorbee, agent = une_personne("SPECIMEN"), une_personne("SPECIMENE", mobile=None), un_agent()

    # when
    fusion = reunir(gardee=gardee, absorbee=absorbee, choix={}, motif="doublon", par=agent, le=MAINTENANT)

    # then
    reponse = programme.get(f"personnes/{absorbee.pk}")
    assert refus(reponse) == (410, "fiche_reunie")
    assert str(gardee.pk) in reponse.json()["message"]
    assert refus(partenaire.get(f"personnes/{absorbee.pk}")) == (404, "introuvable")
    annuler(fusion=fusion, par=agent, le=MAINTENANT)
    assert programme.get(f"personnes/{absorbee.pk}").status_code == 200
