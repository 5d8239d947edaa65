"""Read what files and people give: each line of the table is what was received, what it is worth, or why nothing."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from spie.socle.personnes.identite import courriel, dates, matricule, nir, noms, telephone

with Path(__file__).with_name("cas_identite.csv").open(encoding="utf-8", newline="") as flux:
    CAS = list(csv.DictReader(flux, delimiter=";"))
LECTEURS = {
    "nir": (nir.lire, lambda lu: lu.racine),
    "matricule": (matricule.lire, lambda lu: lu.affiche),
    "telephone": (telephone.lire, lambda lu: lu.e164),
    "date": (dates.lire, lambda lu: f"{lu:%d/%m/%Y}"),
    "nom": (noms.lire, lambda lu: f"{lu.usage} (née {lu.naissance})" if lu.naissance else lu.usage),
    "courriel": (courriel.lire, lambda lu: lu.adresse),
}


@pytest.mark.parametrize("cas", CAS, ids=[f"{cas['chose']} {cas['recu']}" for cas in CAS])
def test_cas(cas):
    lire, montrer = LECTEURS[cas["chose"]]
    lu = lire(cas["recu"])
    assert (montrer(lu.valeur) if lu.valeur else "") == cas["lu"], lu.raison
    # A reason when nothing could be read, a warning when something was; nothing at all says nothing.
    dit = " ".join(lu.avertissements) if lu.valeur else lu.raison
    assert cas["dit"] in dit
    assert bool(dit) == bool(cas["dit"])
    assert lu.vide == (not cas["lu"] and not cas["dit"])


def test_la_table_a_au_moins_quatre_vingts_cas_tous_differents():
    assert len({(cas["chose"], cas["recu"]) for cas in CAS}) == len(CAS) >= 80


@pytest.mark.parametrize(
    ("cellule", "lue"),
    [
        (31118, date(1985, 3, 12)),
        (31118.75, date(1985, 3, 12)),
        (12031985, date(1985, 3, 12)),
        (datetime.fromisoformat("1985-03-12T23:59"), date(1985, 3, 12)),
        (date(1985, 3, 12), date(1985, 3, 12)),
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
    ],
)
def test_une_cellule_de_tableur_devient_une_date(cellule, lue):
    assert dates.lire(cellule).valeur == lue


@pytest.mark.parametrize("cellule", [60, 0, -5, 1985, 81_000, float("nan"), float("inf"), 1e300])
def test_un_nombre_qui_n_est_pas_une_date_est_dit(cellule):
    lu = dates.lire(cellule)
    assert lu.valeur is None
    assert lu.raison


@pytest.mark.parametrize("cellule", [None, "", "  ", True, "\u200b", "néant"])
def test_une_cellule_vide_n_est_ni_bonne_ni_mauvaise(cellule):
    assert all(lire(cellule).vide for lire, _ in LECTEURS.values() if lire is not noms.lire or cellule != "néant")


def test_un_classeur_de_mac_compte_ses_jours_depuis_1904():
    assert dates.lire(29656, depuis_1904=True).valeur == date(1985, 3, 12)


def test_ce_que_quelqu_un_tape_n_est_jamais_un_numero_de_jour():
    assert dates.lire_ecrite("31118").valeur is None


@pytest.mark.parametrize(
    ("recue", "dit"),
    [
        ("25/11/2026", "dans le futur"),
        ("01/01/1880", "plus de 130 ans"),
        ("01/01/1985", "1er janvier"),
        ("24/11/2026", ""),
    ],
)
def test_une_date_de_naissance_est_vraisemblable(recue, dit):
    lu = dates.lire_naissance(recue, au=date(2026, 11, 24))
    assert dit in (lu.raison or " ".join(lu.avertissements))
    assert bool(lu.raison or lu.avertissements) == bool(dit)


def test_les_numeros_d_un_nombre_de_tableur_gardent_leurs_chiffres():
    assert telephone.lire(639980001).valeur.e164 == "+33639980001"
    assert telephone.lire(639980001.0).valeur.e164 == "+33639980001"
    assert nir.lire(290040700490167.0).valeur.racine == "2900407004901"
    assert matricule.lire(12345.0).valeur.norme == "0012345"


@pytest.mark.parametrize(
    ("cellule", "numeros"),
    [
        ("0639980001, 04 65 71 00 07", ["+33639980001", "+33465710007"]),
        ("0639980001/0639980002", ["+33639980001", "+33639980002"]),
        ("06 39 98 00 01 ou 06 39 98 00 02\nnéant", ["+33639980001", "+33639980002"]),
        ("06/39/98/00/01", ["+33639980001"]),
        (639980001, ["+33639980001"]),
        ("", []),
    ],
)
def test_une_cellule_peut_porter_plusieurs_numeros(cellule, numeros):
    assert [lu.valeur.e164 for lu in telephone.lire_plusieurs(cellule)] == numeros


def test_le_mobile_passe_devant_quelle_que_soit_sa_colonne():
    fixe, mobile = (telephone.lire(n).valeur for n in ("0465710007", "0639980001"))
    assert telephone.mobile_dabord([fixe, mobile]) == telephone.mobile_dabord([mobile, fixe]) == [mobile, fixe]


def test_un_fixe_et_un_numero_etranger_se_gardent_sans_recevoir_de_sms():
    fixe, belge, reunion = (telephone.lire(n).valeur for n in ("0465710007", "+32470123456", "0692123456"))
    assert (fixe.recoit_sms, belge.recoit_sms, reunion.recoit_sms) == (False, False, True)
    assert (str(fixe), str(belge), str(reunion)) == ("04 65 71 00 07", "+32 470 12 34 56", "0692 12 34 56")


def test_un_numero_garde_autrement_se_montre_tel_quel():
    assert telephone.afficher("poste 12") == "poste 12"


def test_les_numeros_de_fiction_ne_passent_que_si_le_reglage_le_dit(settings):
    assert telephone.lire("0639980001").valeur
    settings.TELEPHONES_FICTIFS = False
    assert "réservés aux films" in telephone.lire("0639980001").raison
    assert telephone.lire("0639980001", fictifs=True).valeur


@pytest.mark.parametrize(
    ("local", "departement", "e164"),
    [("55 12 34", "975", "+508551234"), ("75.12.34", "988", "+687751234"), ("87 12 34 56", "987", "+68987123456")],
)
def test_un_numero_local_se_lit_quand_on_sait_d_ou_il_vient(local, departement, e164):
    assert telephone.lire(local, departement=departement).valeur.e164 == e164
    assert telephone.lire(local, departement="07").raison
