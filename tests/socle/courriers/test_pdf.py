"""A letter as it is printed: its tags, its fonts, its window, its words in order."""

import re
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from spie.socle.courriers.courrier import AdresseIllisible, Destinataire
from spie.socle.courriers.lot import lot_en_memoire
from spie.socle.courriers.mentions import obligations
from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.courriers.rendu import RessourceInterdite, pdf, pdf_de


@pytest.fixture(scope="module")
def lettres():
    return {code: pdf(exemple()) for code, exemple in EXEMPLES.items()}


@pytest.mark.parametrize("code", EXEMPLES)
def test_la_lettre_est_balisee_en_francais(lettres, code):
    with pikepdf.open(BytesIO(lettres[code])) as document:
        racine = document.Root
        assert str(racine.Lang) == "fr"
        assert bool(racine.MarkInfo.Marked)
        assert bool(racine.ViewerPreferences.DisplayDocTitle)
        balises = list(elements(racine.StructTreeRoot))
        assert "/H1" in {str(b.S) for b in balises}
        assert all("/Alt" in b for b in balises if str(b.S) == "/Figure")
        with document.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"


def elements(noeud):
    for enfant in [noeud.K] if isinstance(noeud.get("/K"), pikepdf.Dictionary) else noeud.get("/K", []):
        if isinstance(enfant, pikepdf.Dictionary) and "/S" in enfant:
            yield enfant
            yield from elements(enfant)


@pytest.mark.parametrize("code", EXEMPLES)
def test_la_lettre_tient_en_deux_pages_une_police_et_sans_nir(lettres, code):
    lecteur = PdfReader(BytesIO(lettres[code]))
    assert len(lecteur.pages) == 2
    texte = "\n".join(page.extract_text() for page in lecteur.pages)
    assert not re.search(r"\b[1-478]\d{12}\b", texte.replace(" ", ""))
    with pikepdf.open(BytesIO(lettres[code])) as document:
        polices = [p for page in document.pages for p in page.Resources.Font.values()]
        assert {str(p.BaseFont).split("+")[-1].split("-")[0] for p in polices} == {"Andika"}


@pytest.mark.parametrize("code", EXEMPLES)
def test_la_page_officielle_imprimee_porte_ses_mots_propres(lettres, code):
    officiel = PdfReader(BytesIO(lettres[code])).pages[1].extract_text().replace("\xa0", " ")
    a_plat = " ".join(officiel.split())
    assert [mots for mots in obligations()[code].propres if mots not in a_plat] == []


@pytest.mark.parametrize("code", EXEMPLES)
def test_la_fenetre_ne_montre_que_l_adresse(lettres, code):
    """Window of a DL envelope: 55 to 79 mm from the top, 110 to 190 mm from the left."""
    dans_la_fenetre = []

    def relever(texte, cm, tm, polices, taille):
        # Text position through both matrices, in points from the bottom left.
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        gauche, haut = x / 72 * 25.4, 297 - y / 72 * 25.4
        if texte.strip() and 105 <= gauche <= 195 and 52 <= haut <= 80:
            dans_la_fenetre.append(texte.strip())

    PdfReader(BytesIO(lettres[code])).pages[0].extract_text(visitor_text=relever)
    vu = " ".join(dans_la_fenetre)
    assert vu
    assert "RSA" not in vu
    assert set(EXEMPLES[code]().destinataire.lignes[0].split()) <= set(vu.split())


def test_la_meme_lettre_donne_les_memes_octets():
    exemple = EXEMPLES["C02"]
    assert pdf(exemple()) == pdf(exemple())


def test_une_lettre_ne_va_ni_sur_le_reseau_ni_sur_le_disque():
    for adresse in ("https://example.org/x.png", "file:///etc/hostname"):
        with pytest.raises(RessourceInterdite):
            pdf_de(f'<html lang="fr"><title>t</title><body><img src="{adresse}" alt="x"></body></html>')


def test_un_lot_donne_une_feuille_par_personne(lettres):
    lot = PdfReader(BytesIO(lot_en_memoire(lettres.values())))
    assert len(lot.pages) == 2 * len(lettres)


def test_une_adresse_trop_longue_pour_la_fenetre_est_refusee():
    with pytest.raises(AdresseIllisible, match="38 caractères"):
        Destinataire(("x" * 39,))
