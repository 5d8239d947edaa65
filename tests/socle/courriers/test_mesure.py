"""The page is measured as it is printed: what the style sheet and the tags really give."""

import pytest

from spie.socle.courriers.falc.mise_en_page import examiner_la_page
from spie.socle.courriers.lisibilite import examiner_le_courrier
from spie.socle.courriers.mesure import mesurer, mesurer_page
from spie.socle.courriers.modeles.catalogue import EXEMPLES

PAGE = """<html lang="fr"><head><title>Essai</title>{tete}</head><body><main class="facile" id="facile">
<h1>Vous avez une réunion</h1>{corps}<h2>Ce que vous devez faire</h2><p>Venez.</p><h2>Qui vous aide</h2><p>Nous.</p>
</main><section class="officiel" id="officiel"><p>Texte officiel</p></section></body></html>"""


def constats(corps: str = "", tete: str = "") -> set[str]:
    return {constat.regle for constat in examiner_la_page(mesurer_page(PAGE.format(corps=corps, tete=tete)))}


def test_une_page_simple_passe():
    assert constats("<p>Venez.</p>") == set()


@pytest.mark.parametrize(
    ("faute", "regle"),
    [
        ("<p><em>Venez</em></p>", "lettres-penchees"),
        ("<p><u>Venez</u></p>", "lettres-penchees"),
        ("<p><small>Venez</small></p>", "texte-petit"),
        ("<table><tr><td>Venez</td></tr></table>", "tableau"),
        ('<p><img src="courriers/pictos/phone.svg" alt=""></p>', "image-sans-texte"),
        ("<p>Appelez le 06 39 98 00 07.</p>", "telephone-sans-image"),
        ('<p style="color:#777">Venez</p>', "contraste-faible"),
        ('<p style="background:#0b3d66">Venez</p>', "contraste-faible"),
        ('<p style="text-align:justify">Venez</p>', "alignement"),
        ('<p style="hyphens:auto">Venez</p>', "mot-coupe"),
        ('<p style="line-height:1">Venez</p>', "lignes-serrees"),
        ('<div style="columns:2"><p>Venez</p></div>', "colonnes"),
        ('<p style="font-family:Times">Venez</p>', "police-unique"),
        ("<p>Venez</p>" * 200, "trop-de-pages"),
    ],
    ids=lambda valeur: valeur[:28],
)
def test_une_faute_de_la_page_est_vue_sur_la_feuille_imprimee(faute, regle):
    assert regle in constats(faute)


def test_ce_qui_est_hors_du_texte_n_est_pas_juge():
    assert constats('<section data-texte="non"><p><em>Lien</em></p></section>') == set()


def test_le_pied_de_page_et_le_texte_officiel_sont_lus():
    page = mesurer(EXEMPLES["C02"]())
    assert "Page 1 sur 2" in page.pied
    assert page.officiel
    assert page.pages == 1
    assert page.lignes[0].texte == "Vous avez une réunion"


def test_une_lettre_se_juge_sur_ses_mots_et_sur_sa_page():
    rapport = examiner_le_courrier(EXEMPLES["C02"]())
    assert rapport.publiable
    assert rapport.mesures.phrases > 10
