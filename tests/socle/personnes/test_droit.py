"""Le droit au RSA en une phrase, et ce que la CAF décide jamais confondu avec ce que décide le département."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from spie.socle.personnes.droit import CODES, decision_en_mots, phrase_du_droit
from spie.socle.personnes.models import CodeRSA, DossierRSA, EtatDossier, Langue
from tests.factories import un_dossier, une_personne


def un_droit(etat, depuis=date(2026, 10, 1), *, avant=(), motif="", organisme="CAF", **champs):
    """A file and its history in memory, newest first. ``avant``: (state, since) of what was before."""
    dossier = DossierRSA(
        departement_id="07",
        organisme=organisme,
        etat=etat,
        etat_depuis=depuis,
        demande_le=date(2026, 8, 3),
        **champs,
    )
    passes = [EtatDossier(departement_id="07", etat=e, depuis_le=d) for e, d in avant]
    return dossier, [EtatDossier(departement_id="07", etat=etat, depuis_le=depuis, motif=motif), *passes]


@pytest.mark.parametrize(
    ("droit", "phrase"),
    [
        (un_droit("0"), "La demande de RSA du 3 août 2026 attend une décision."),
        (un_droit("2", date(2025, 3, 1)), "Le RSA est ouvert et versé depuis le 1er mars 2025."),
        (
            un_droit("2", date(2026, 11, 1), avant=[("4", date(2026, 9, 1)), ("2", date(2025, 3, 1))]),
            "Le RSA est ouvert depuis le 1er mars 2025 et de nouveau versé depuis le 1er novembre 2026.",
        ),
        (
            un_droit("4", motif="06", avant=[("2", date(2025, 3, 1))]),
            "Le RSA est ouvert depuis le 1er mars 2025 ; versement suspendu par la CAF le 1er octobre 2026, car la "
            "déclaration trimestrielle manque.",
        ),
        (
            un_droit("4", motif="44", organisme="MSA"),
            "Le RSA est ouvert ; versement suspendu par la MSA le 1er octobre 2026, car la personne est hospitalisée.",
        ),
        (
            un_droit("4", motif="CG", avant=[("2", date(2025, 3, 1))]),
            "Le RSA est ouvert depuis le 1er mars 2025 ; versement suspendu le 1er octobre 2026 par décision du "
            "département, que la CAF applique.",
        ),
        (
            un_droit("3", motif="GJ"),
            "Le RSA est ouvert ; droit suspendu le 1er octobre 2026 par décision du département, que la CAF applique.",
        ),
        (
            un_droit("4", motif="ZZ"),
            "Le RSA est ouvert ; versement suspendu par la CAF le 1er octobre 2026, pour le motif « ZZ » que nous ne "
            "connaissons pas.",
        ),
        (
            un_droit("5", motif="ECH", avant=[("2", date(2025, 3, 1))]),
            "Le RSA est clos depuis le 1er octobre 2026, car rien n'a été versé pendant quatre mois.",
        ),
        (un_droit("1"), "Le RSA est refusé depuis le 1er octobre 2026."),
        (un_droit("9"), "L’état du RSA est « 9 » depuis le 1er octobre 2026 : ce code ne nous est pas connu."),
        ((None, []), "Aucun dossier RSA n’est connu ici."),
    ],
)
def test_le_droit_se_dit_en_une_phrase(droit, phrase):
    assert phrase_du_droit(*droit) == phrase


def test_le_meme_code_veut_dire_deux_choses_dans_deux_listes():
    versement = EtatDossier(departement_id="07", etat="4", motif="DA", depuis_le=date(2026, 1, 1))
    droit = EtatDossier(departement_id="07", etat="4", motif="DA", famille="SUSDRO", depuis_le=date(2026, 1, 1))
    assert decision_en_mots(versement) == "ouvert, versement suspendu : activité antérieure"
    assert decision_en_mots(droit).endswith("motif « DA », que nous ne connaissons pas")


def test_l_historique_dit_ce_que_le_departement_a_decide():
    clos = EtatDossier(departement_id="07", etat="5", motif="PCG", depuis_le=date(2026, 1, 1))
    assert decision_en_mots(clos) == "clos : décision du président (décision du département)"


def test_tous_les_etats_et_tous_les_motifs_du_flux_sont_dans_la_table(db):
    attendus = {
        "ETAT": "0 1 2 3 4 5 6",
        "SUSVERS": "01 02 03 04 05 06 09 19 31 34 35 36 44 70 84 85 97 AB CV CG CZ DA DC DB",
        "CLOTURE": "PCG ECH EFF MUT RGD RFD RAU RST RSO",
    }
    for famille, codes in attendus.items():
        assert set(CodeRSA.objects.filter(famille=famille).values_list("code", flat=True)) == set(codes.split())
    assert CodeRSA.objects.count() == len(CODES)
    assert not CodeRSA.objects.filter(source="").exists()
    assert set(DossierRSA.ETATS) == set("0123456")


def test_chaque_motif_a_sa_raison_et_se_lit_apres_car():
    sans_raison = [cle for cle, code in CODES.items() if cle[0] != "ETAT" and not code.raison]
    assert sans_raison == []
    assert all(code.raison[0].islower() and not code.raison.endswith(".") for code in CODES.values() if code.raison)


def test_le_francais_et_la_langue_des_signes_sont_dans_les_langues(db):
    assert {"fra", "fsl"} < set(Langue.objects.values_list("code", flat=True))


@pytest.mark.usefixtures("ardeche")
class TestNeJamaisMelanger:
    """Une suspension de la CAF n'est pas une sanction du département."""

    def des_etats(self):
        dossier = un_dossier(une_personne().foyer)
        lignes = [("4", "06", ""), ("4", "CG", ""), ("3", "GJ", "SUSDRO"), ("3", "CG", ""), ("5", "PCG", "CLOTURE")]
        for jour, (etat, motif, famille) in enumerate(lignes, 1):
            jours = {"depuis_le": date(2026, 1, jour), "flux_du": date(2026, 1, jour)}
            EtatDossier.objects.create(dossier=dossier, etat=etat, motif=motif, famille=famille, **jours)
        return dossier

    def test_chacun_est_dans_une_liste_et_une_seule(self):
        self.des_etats()
        organisme = EtatDossier.objects.suspendus().decides_par_l_organisme().values_list("etat", "motif")
        departement = EtatDossier.objects.suspendus().decides_par_le_departement().values_list("etat", "motif")
        # « CG » is a sanction in the list of suspended payments; in the other list it means nothing known.
        assert set(organisme) == {("4", "06"), ("3", "CG")}
        assert set(departement) == {("4", "CG"), ("3", "GJ")}

    def test_une_sanction_ne_peut_pas_entrer_dans_cette_table(self):
        dossier = self.des_etats()
        with pytest.raises(IntegrityError, match="etat_de_l_organisme_seulement"), transaction.atomic():
            EtatDossier.objects.filter(dossier=dossier).update(famille="SANCTIO")
