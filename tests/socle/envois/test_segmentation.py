"""Combien de SMS coûte un texte : l'alphabet à sept bits, ses signes doubles, et ce qu'un seul accent fait payer."""

import pytest

from spie.socle.envois.segmentation import DOUBLES, GSM, ajuster, decouper

TABLE = [
    ("le vide", "", "GSM7", 0, 1),
    ("un rappel", "Réunion le 12/03 à 9h30, à Privas", "GSM7", 33, 1),
    ("les accents de l'alphabet", "éèàùìòäöüñÇÉ", "GSM7", 12, 1),
    ("un ç", "ça", "UCS2", 2, 1),
    ("un e accent circonflexe", "fête", "UCS2", 4, 1),
    ("une apostrophe courbe", "l’accueil", "UCS2", 9, 1),
    ("une espace insécable", "9\u00a0h", "UCS2", 3, 1),
    ("160 signes", "a" * 160, "GSM7", 160, 1),
    ("161 signes", "a" * 161, "GSM7", 161, 2),
    ("deux SMS pleins", "a" * 306, "GSM7", 306, 2),
    ("deux SMS et un signe", "a" * 307, "GSM7", 307, 3),
    ("80 euros tiennent", "€" * 80, "GSM7", 160, 1),
    ("81 euros", "€" * 81, "GSM7", 162, 2),
    ("153 euros : un euro ne se coupe pas en deux", "€" * 153, "GSM7", 306, 3),
    ("le 153e signe est un euro : il passe entier au SMS suivant", "a" * 152 + "€" + "a" * 152, "GSM7", 306, 3),
    ("des crochets", "[a]", "GSM7", 5, 1),
    ("70 accents circonflexes", "ê" * 70, "UCS2", 70, 1),
    ("71 accents circonflexes", "ê" * 71, "UCS2", 71, 2),
    ("134 : deux SMS pleins", "ê" * 134, "UCS2", 134, 2),
    ("135", "ê" * 135, "UCS2", 135, 3),
    ("35 dessins", "😀" * 35, "UCS2", 70, 1),
    ("67 dessins ne se coupent pas", "😀" * 67, "UCS2", 134, 3),
    ("un seul accent circonflexe double le prix", "a" * 100 + "ê", "UCS2", 101, 2),
]


@pytest.mark.parametrize(("quoi", "texte", "codage", "unites", "segments"), TABLE, ids=[ligne[0] for ligne in TABLE])
def test_un_texte_se_compte_comme_chez_l_operateur(quoi, texte, codage, unites, segments):
    decoupe = decouper(texte)
    assert (decoupe.codage, decoupe.unites, decoupe.segments) == (codage, unites, segments)


def test_l_alphabet_a_127_signes_et_dix_doubles():
    """128 places in the table of the norm, one of which is the escape."""
    assert (len(GSM), len(DOUBLES)) == (127, 10)


def test_un_accent_reste_quand_il_ne_coute_rien():
    assert ajuster("Fête à Aubenas, ça commence à 9 h") == "Fête à Aubenas, ça commence à 9 h"


def test_un_accent_tombe_quand_il_ferait_payer_un_sms_de_plus():
    long = "Département : la fête de l’emploi commence bientôt, cœur de ville, " + "a" * 60
    assert ajuster(long) == "Département : la fete de l'emploi commence bientot, coeur de ville, " + "a" * 60
    assert decouper(ajuster(long)).segments == 1


def test_les_accents_de_l_alphabet_ne_tombent_jamais():
    texte = "é" * 159 + "ê"
    assert ajuster(texte) == "é" * 159 + "e"


def test_un_signe_sans_equivalent_se_paie():
    texte = "Réunion 😀" + "a" * 70
    assert ajuster(texte) == texte


def test_ajuster_deux_fois_ne_change_rien_de_plus():
    texte = "«\u00a0ça\u00a0» … — n° 2² " * 9
    assert ajuster(ajuster(texte)) == ajuster(texte)
