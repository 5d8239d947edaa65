"""The letters of the catalogue are easy to read, and the command says which text is not."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from spie.socle.courriers.courrier import texte_facile
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.management.commands import falc
from spie.socle.courriers.modeles.catalogue import EXEMPLES


@pytest.mark.parametrize("code", EXEMPLES)
def test_chaque_modele_est_publiable(code):
    courrier = EXEMPLES[code]()
    rapport = examiner(texte_facile(courrier), noms_propres=courrier.noms_propres)
    assert rapport.publiable, rapport.constats
    assert rapport.score >= 90


def test_un_texte_administratif_ne_se_publie_pas():
    rapport = examiner(
        "Nonobstant les diligences susmentionnées, il vous incombe, sous peine de suspension de votre allocation, "
        "de produire l'ensemble des pièces justificatives afférentes à votre situation dans les meilleurs délais."
    )
    assert not rapport.publiable
    assert rapport.score <= 60


def test_la_commande_lit_les_mots_et_la_page_de_chaque_modele(monkeypatch, capsys):
    """Two letters are enough: all are painted by test_pdf and test_pire_personne."""
    monkeypatch.setattr(falc, "EXEMPLES", {code: EXEMPLES[code] for code in ("C02", "C13")})
    call_command("falc", tout=True)
    ecrit = capsys.readouterr().out
    assert "C02 : 100 sur 100" in ecrit
    assert "C13 : " in ecrit


def test_la_commande_echoue_sur_un_texte_difficile(tmp_path):
    (tmp_path / "dur.txt").write_text("Il vous incombe de diligenter, nonobstant, la DASIE.")
    with pytest.raises(CommandError, match=r"dur\.txt"):
        call_command("falc", str(tmp_path / "dur.txt"))
