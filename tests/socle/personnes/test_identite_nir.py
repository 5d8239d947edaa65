"""The NIR: its key, what it says of a birth, and that it never shows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spie.socle.personnes.identite import matricule, nir
from spie.socle.personnes.identite.nir import Nir, coherence

LIEUX = st.sampled_from(["01", "07", "2A", "2B", "20", "75", "93", "97", "98", "99"])
MOIS = st.sampled_from([f"{m:02d}" for m in [*range(1, 13), 20, 42, 50, 99]])
RACINES = st.builds(
    lambda sexe, annee, mois, lieu, commune, rang: f"{sexe}{annee:02d}{mois}{lieu}{commune:03d}{rang:03d}",
    st.sampled_from("123478"), st.integers(0, 99), MOIS, LIEUX, st.integers(1, 999), st.integers(1, 999),
)  # fmt: skip


@given(RACINES)
def test_treize_et_quinze_caracteres_sont_le_meme_numero(racine):
    lu = nir.lire(racine).valeur
    assert nir.lire(lu.avec_cle).valeur == lu
    assert lu.avec_cle[:13] == racine
    assert 1 <= int(lu.cle) <= 97


@given(RACINES)
def test_la_cle_refait_quatre_vingt_dix_sept(racine):
    corse = racine.replace("2A", "19").replace("2B", "18") if racine[5:7] in ("2A", "2B") else racine
    assert (int(corse) + int(Nir(racine).cle)) % 97 == 0


@given(RACINES, st.integers(1, 96))
def test_une_autre_cle_est_toujours_refusee(racine, ecart):
    fausse = (int(Nir(racine).cle) - 1 + ecart) % 97 + 1
    assert nir.lire(f"{racine}{fausse:02d}").raison == nir.CLE


@given(RACINES, st.integers(5, 12), st.integers(1, 9))
def test_un_chiffre_de_travers_fait_mentir_la_cle(racine, place, ecart):
    if not racine[place].isdigit() or racine[5:7] in ("2A", "2B") and place < 7:
        return
    faux = racine[:place] + str((int(racine[place]) + ecart) % 10) + racine[place + 1 :]
    assert nir.lire(faux + Nir(racine).cle).valeur is None


@given(RACINES, st.lists(st.sampled_from([" ", ".", "-", "\u00a0"]), min_size=14, max_size=14))
def test_les_separateurs_ne_comptent_pas(racine, separateurs):
    ecrit = "".join(c + s for c, s in zip(Nir(racine).avec_cle, [*separateurs, ""], strict=True))
    assert nir.lire(ecrit).valeur == Nir(racine)


@given(RACINES)
def test_un_nir_ne_se_montre_ni_dans_son_texte_ni_dans_sa_representation(racine):
    for recu in (racine, Nir(racine).avec_cle):
        for lu in (nir.lire(recu), matricule.lire(recu)):
            assert racine[3:11] not in f"{lu!r} {lu.valeur!r} {lu.valeur} {lu.avertissements}"


@pytest.mark.parametrize(
    ("racine", "lieu", "etranger", "attente"),
    [
        ("2900407004901", "07", False, False),
        ("178112A064902", "2A", False, False),
        ("2900499352901", "99", True, False),
        ("2900497411901", "974", False, False),
        ("8900407004901", "07", False, True),
    ],
)
def test_le_lieu_de_naissance_et_l_attente_se_lisent(racine, lieu, etranger, attente):
    lu = nir.lire(racine).valeur
    assert (lu.lieu, lu.est_etranger, lu.est_attente) == (lieu, etranger, attente)


@pytest.mark.parametrize(
    ("racine", "sexe", "naissance", "dit"),
    [
        ("2900407004901", "2", date(1990, 4, 12), ()),
        ("2900407004901", "1", date(1990, 4, 12), ("le NIR est celui d'une femme, la personne est un homme.",)),
        ("8900407004901", "2", date(1990, 4, 12), ()),
        ("2900407004901", "", date(1991, 4, 12), ("le NIR dit une naissance en 90, la date de naissance dit 1991.",)),
        ("2900407004901", "", date(1990, 5, 12), ("le NIR dit le mois 04, la date de naissance dit 05.",)),
        ("2902007004901", "2", date(1990, 5, 12), ()),
        ("165112A064902", "1", date(1965, 11, 3), (nir.CORSE_AVANT_1976,)),
        ("2900407004901", "", None, ()),
    ],
)
def test_ce_que_le_nir_dit_autrement_est_un_avertissement(racine, sexe, naissance, dit):
    assert coherence(nir.lire(racine).valeur, sexe=sexe, naissance=naissance) == dit


def test_le_numero_msa_qui_est_un_nir_se_garde_sous_pseudonyme():
    lu = matricule.lire("290040700490167").valeur
    garde = lu.cle(departement="07")
    assert garde == lu.a_garder(departement="07") == matricule.lire("2900407004901").valeur.cle(departement="07")
    assert garde.startswith("NIR")
    assert len(garde) == 15
    assert "2900407004901" not in garde
    assert garde != lu.cle(departement="08")
    assert garde != matricule.lire("2900407004902").valeur.cle(departement="07")


@given(st.integers(1, 9_999_999), st.integers(0, 8))
def test_le_numero_d_allocataire_est_le_meme_avec_ou_sans_ses_zeros(numero, zeros):
    attendu = f"{numero:07d}"
    assert matricule.norme(attendu) == attendu
    assert matricule.norme(attendu + "0" * 8) == attendu
    assert matricule.norme("0" * zeros + attendu) == attendu


@given(st.from_regex(r"[0-9A-Z]{1,15}", fullmatch=True))
def test_normaliser_deux_fois_un_numero_ne_change_rien(compact):
    une_fois = matricule.norme(compact)
    assert matricule.norme(une_fois) == une_fois
