"""Each letter carries the mentions that the law asks of it: the table is read letter by letter."""

import csv
import re
from dataclasses import replace

import pytest

from spie.socle.courriers import mentions
from spie.socle.courriers.courrier import texte_officiel
from spie.socle.courriers.mentions import LIBELLES, PREUVES, TABLEAU, manquantes, obligations
from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.courriers.modeles.modele import modeles

DE_TOUTES = {"M1", "M2", "M8", "M10", "M11"}


def test_le_tableau_nomme_chaque_lettre_et_sa_source():
    assert list(obligations()) == list(EXEMPLES)
    with TABLEAU.open(encoding="utf-8", newline="") as flux:
        assert {len(ligne) for ligne in csv.reader(flux, delimiter=";")} == {4}
    assert all(re.search(r"art\.|Pratique", obligation.source) for obligation in obligations().values())
    assert {code.partition("-")[0] for code in obligations()} == {f"C{rang:02d}" for rang in range(1, 34)}


@pytest.mark.parametrize("code", EXEMPLES)
def test_la_page_officielle_porte_ses_mentions(code):
    assert manquantes(EXEMPLES[code]()) == []


@pytest.mark.parametrize("code", modeles())
def test_le_modele_annonce_les_mentions_du_tableau(code):
    assert set(modeles()[code].mentions) | DE_TOUTES == set(obligations()[code].mentions)


def test_une_decision_nomme_qui_decide_pourquoi_et_ou_la_contester():
    for code, obligation in obligations().items():
        ici = set(obligation.mentions)
        assert ici >= DE_TOUTES
        if "M4" in ici:
            assert ici >= {"M3", "M6", "M12"}, code


def test_l_amende_n_envoie_pas_au_recours_prealable():
    assert "recours administratif préalable" not in texte_officiel(EXEMPLES["C28-D"]())


def test_ce_que_droit_dit_sans_fraude_ni_nir():
    for code, exemple in EXEMPLES.items():
        officiel = texte_officiel(exemple())
        assert "numéro de sécurité sociale" not in officiel.lower(), code
        if code == "C22":
            assert "fraude" not in officiel.lower()


@pytest.mark.parametrize("mention", LIBELLES)
def test_une_mention_effacee_serait_vue(mention, monkeypatch):
    """The text of a decision loses, one at a time, what proves each mention."""
    lettre = EXEMPLES["C13" if mention == "M7" else "C06"]()
    propres = {
        "M1": lettre.expediteur.telephone,
        "M2": lettre.reference,
        "M3": "Signature :",
        "M4": "Motifs",
        "M10": "écrivain public",
        "M11": "Fait à",
    }
    a_effacer = propres.get(mention) or PREUVES[mention][0].replace("\\", "")
    officiel = texte_officiel(lettre).replace("\N{NO-BREAK SPACE}", " ")
    assert a_effacer in officiel
    monkeypatch.setattr(mentions, "texte_officiel", lambda courrier: officiel.replace(a_effacer, ""))
    assert f"{mention} : {LIBELLES[mention]}" in manquantes(lettre)


def test_une_lettre_qui_perd_ses_mots_propres_serait_vue():
    lettre = EXEMPLES["C13"]()
    vide = replace(lettre, contexte={**lettre.contexte, "parties": []})
    assert "« Les faits reprochés »" in manquantes(vide)
