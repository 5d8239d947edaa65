"""The 28 rules: for each finding, a text or a page that is stopped, and one that passes."""

from dataclasses import replace

import pytest

from spie.socle.courriers.falc import examiner
from spie.socle.courriers.falc.mise_en_page import REGLES_DE_PAGE, examiner_la_page
from spie.socle.courriers.falc.page import Image, Ligne, Page, contraste
from spie.socle.courriers.falc.rapport import REGLES
from spie.socle.courriers.falc.table import NORMES

LONGUE = (
    "Vous venez à la réunion du matin avec vos papiers et aussi avec une personne de votre famille "
    "ou une amie qui peut vous aider à lire."
)
REFUS = "Vous ne venez pas.\nVous ne payez pas.\nVous ne signez pas.\nVous pouvez appeler."
LONGUES = "\n".join(["Vous venez à la réunion du matin avec tous les papiers."] * 3)

# finding, what it stops, what it lets through
TEXTES = [
    ("tutoiement", "Tu dois venir.", "Vous devez venir."),
    ("mot-inconnu", "Vous devez échoir demain.", "Vous devez faire une demande."),
    ("mot-rare", "Votre tabouret est là.", "Votre maison est là."),
    ("jargon", "Vous êtes allocataire.", "Vous recevez le RSA."),
    ("meme-mot", "Vous avez une réunion.\nVenez à cet entretien.", "Vous avez une réunion.\nVenez à cette réunion."),
    ("metaphore", "Vous avez un coup de pouce.", "Vous avez une aide."),
    ("mot-etranger", "Vous avez un job.", "Vous avez un travail."),
    ("sigle", "Vous allez à la DASIE.", "Vous recevez le RSA."),
    ("abreviation", "Apportez vos papiers, etc.", "Apportez vos papiers."),
    ("inclusive-abregee", "Vous êtes invité·e.", "Nous vous invitons."),
    ("phrase-trop-longue", LONGUE, "Vous venez à la réunion."),
    ("phrase-longue", "Vous venez à la réunion du matin avec tous vos papiers de la maison.", "Vous venez."),
    ("phrases-longues", LONGUES, "Vous venez demain."),
    ("difficile", "Votre administration départementale communique immédiatement.", "Vous venez nous voir."),
    ("plusieurs-idees", "Vous venez, vous signez, vous partez.", "Vous venez et vous signez."),
    ("tournure", "Venez afin que nous parlions.", "Venez : nous parlons."),
    ("passif", "Votre dossier est étudié par le service.", "Le service regarde votre dossier."),
    ("double-negation", "Vous ne pouvez pas ne pas venir.", "Vous devez venir."),
    ("deux-refus", "Vous ne venez pas et vous ne signez pas.", "Vous ne venez pas."),
    ("trop-de-negations", REFUS, "Vous venez.\nVous payez.\nVous signez.\nVous ne venez pas."),
    ("parler-a-la-personne", "Le service ouvre demain.", "Votre service ouvre demain."),
    (
        "phrases-collees",
        "Vous avez une réunion demain matin. Apportez vos papiers et votre carte de bus.",
        "Vous avez une réunion demain matin.\nApportez vos papiers et votre carte de bus.",
    ),
    ("nombre-en-lettres", "Vous avez quinze jours.", "Vous avez 15 jours."),
    ("chiffres-romains", "Lisez la partie XIV.", "Lisez la partie 14."),
    ("pourcentage", "Vous avez 30 % en moins.", "Vous avez moins."),
    ("grand-nombre", "Vous devez 412,56 euros.", "Vous devez 412 euros."),
    ("date-en-chiffres", "Venez le 12/01/2027.", "Venez le mardi 12 janvier 2027."),
    ("date-fausse", "Venez le lundi 12 janvier 2027.", "Venez le mardi 12 janvier 2027."),
    ("date-incomplete", "Venez le 12 janvier.", "Venez le mardi 12 janvier 2027."),
    ("heure-abregee", "Venez à 9h30.", "Venez à 9 heures 30."),
    ("telephone-colle", "Appelez le 0639980007.", "Appelez le 06 39 98 00 07."),
    ("signe", "Venez & apportez vos papiers.", "Venez et apportez vos papiers."),
    ("renvoi", "Vous devez lire la page 2.", "Vous devez lire cette lettre."),
    ("majuscules", "Venez TOUJOURS.", "Venez toujours."),
]

TITRE = Ligne(texte="Vous avez une réunion", balise="h1", taille=22, interligne=1.15)
PHRASE = Ligne(texte="Appelez le 06 39 98 00 07.")
BONNE = Page(
    lignes=(
        TITRE,
        PHRASE,
        Ligne(texte="Ce que vous devez faire", balise="h2", taille=15),
        Ligne(texte="Qui vous aide", balise="h2", taille=15),
    ),
    images=(Image("pictos/phone.svg", "Téléphone"), Image("pictos/clock.svg", "Heure")),
    pied="Dossier EX-1 Page 1 sur 2",
    pages=1,
    tableaux=0,
    officiel=True,
)


def avec_phrase(**changements) -> Page:
    return replace(BONNE, lignes=(*BONNE.lignes, replace(PHRASE, **changements)))


PAGES = [
    ("logo-sans-relecture", avec_phrase(texte="Lettre en FALC")),
    ("logo-sans-relecture", replace(BONNE, images=(*BONNE.images, Image("logo-falc.svg", "Logo")))),
    ("mot-coupe", avec_phrase(coupe_les_mots=True)),
    ("mot-coupe", avec_phrase(texte="Votre réu‐")),
    ("alignement", avec_phrase(alignement="justify")),
    ("telephone-sans-image", replace(BONNE, images=())),
    ("police-unique", avec_phrase(police="Arial")),
    ("police-unique", replace(BONNE, lignes=tuple(replace(ligne, police="Times") for ligne in BONNE.lignes))),
    ("texte-petit", avec_phrase(taille=13)),
    ("lettres-penchees", avec_phrase(italique=True)),
    ("lettres-penchees", avec_phrase(souligne=True)),
    ("lettres-penchees", avec_phrase(capitales=True)),
    ("contraste-faible", avec_phrase(encre=(0.5, 0.5, 0.5))),
    ("lignes-serrees", avec_phrase(interligne=1.1)),
    ("colonnes", avec_phrase(en_colonnes=True)),
    ("titres", replace(BONNE, lignes=BONNE.lignes[1:])),
    ("titres", replace(BONNE, lignes=(PHRASE, *BONNE.lignes))),
    ("encadres", replace(BONNE, lignes=BONNE.lignes[:3])),
    ("page-sans-numero", replace(BONNE, pied="Dossier EX-1")),
    ("trop-de-pages", replace(BONNE, pages=3)),
    ("image-sans-texte", replace(BONNE, images=(*BONNE.images, Image("pictos/id.svg", " ")))),
    ("image-pour-deux-idees", replace(BONNE, images=(*BONNE.images, Image("pictos/phone.svg", "Lieu")))),
    ("tableau", replace(BONNE, tableaux=1)),
    ("sans-texte-officiel", replace(BONNE, officiel=False)),
]


@pytest.mark.parametrize(("code", "refuse", "admis"), TEXTES, ids=[code for code, *_ in TEXTES])
def test_chaque_regle_des_mots_arrete_et_laisse_passer(code, refuse, admis):
    assert code in {constat.regle for constat in examiner(refuse).constats}
    assert code not in {constat.regle for constat in examiner(admis).constats}


@pytest.mark.parametrize(("code", "page"), PAGES, ids=[f"{rang}-{code}" for rang, (code, _) in enumerate(PAGES)])
def test_chaque_regle_de_la_page_arrete(code, page):
    assert {constat.regle for constat in examiner_la_page(page)} == {code}


def test_une_bonne_page_passe():
    assert examiner_la_page(BONNE) == ()


def test_chaque_constat_dit_ou_quoi_et_quoi_faire():
    constats = (*examiner(LONGUE).constats, *examiner_la_page(replace(BONNE, tableaux=1)))
    assert {c.lieu for c in constats} >= {"phrase 1", "toute la lettre"}
    assert all(c.extrait and c.conseil for c in constats)


def test_les_28_regles_sont_toutes_surveillees_et_toutes_essayees():
    assert [norme.numero for norme in NORMES] == list(range(1, 29))
    annonces = {code for norme in NORMES for code in norme.codes}
    assert annonces == {code for code, *_ in TEXTES} | {code for code, _ in PAGES}
    assert annonces >= {regle.code for regle in (*REGLES, *REGLES_DE_PAGE)}


def test_le_contraste_est_celui_du_wcag():
    assert contraste((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contraste((0x76 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)
