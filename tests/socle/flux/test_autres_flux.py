"""The other files: daily, of the MSA, of anomalies, incomplete. They say what they hold, and nothing of the absent."""

from datetime import date

from orientation.models import Orientation
from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux.models import AbsenceFlux, EvenementFlux, IssueFoyer
from spie.socle.flux.phrases import phrases
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import DossierRSA
from spie.socle.territoires.isolation import departement_courant
from tests.socle.flux.gestes import OCTOBRE, charger, issues, retoucher

NOV = date(2026, 11, 30)


def test_le_flux_quotidien_apporte_ses_evenements_une_seule_fois(mois):
    # given
    mois([1, 2])

    # when
    jour = {"nature": "I", "evenements": ("ADR", "SITFAM"), "demenages": [1]}
    premier = mois([1], reference=date(2026, 11, 3), **jour)
    second = mois([1], reference=date(2026, 11, 3), **jour, annonces=7)

    # then
    assert issues(premier) == {"DEMENAGE": 1, "MODIFIE": 1}
    assert issues(second) == {}
    with departement_courant("07"):
        assert sorted(EvenementFlux.objects.values_list("code", flat=True)) == ["ADR", "SITFAM"]
        assert Trace.objects.filter(type="FaitGenerateurRecu").count() == 2
        # A daily file says nothing of those it does not hold.
        assert not AbsenceFlux.objects.exists()


def test_l_entree_du_flux_quotidien_date_la_notification(mois):
    mois([1], nature="I", evenements=("ENTDED",), reference=date(2026, 11, 3))
    with departement_courant("07"):
        assert Orientation.objects.get().parcours.droit_notifie_le == date(2026, 11, 3)


def test_le_fichier_des_anomalies_les_montre_et_ne_dit_rien_des_absents(en_07):
    charger(OCTOBRE)
    lot = charger("RSABEM_2026-10_anomalies.xml")
    assert issues(lot) == {"ANOMALIE": 1}
    with departement_courant("07"):
        assert phrases(IssueFoyer.objects.get(nature="ANOMALIE").changements) == [
            "anomalie : NIR ABSENT OU NON CERTIFIE (EXEMPLE FICTIF)"
        ]
        assert not AbsenceFlux.objects.exists()


def test_le_fichier_de_la_msa_ne_fait_pas_disparaitre_ceux_de_la_caf(en_07):
    charger(OCTOBRE)
    charger("MSA_mensuel_2026-10_1_foyer.xml")
    with departement_courant("07"):
        assert not AbsenceFlux.objects.exists()
        assert set(DossierRSA.objects.values_list("organisme", flat=True)) == {"CAF", "MSA"}


def test_un_foyer_rejete_n_est_pas_un_foyer_absent(mois, tmp_path):
    mois(range(1, 21))
    fichier = ecrire(tmp_path / "novembre.xml", Mois(range(1, 21), reference=NOV))
    lot = charger(retoucher(fichier, 4, DTNAI="pas une date"))
    assert (lot.rejetes, issues(lot)) == (1, {})
    with departement_courant("07"):
        assert not AbsenceFlux.objects.exists()


def test_un_fichier_incomplet_ne_dit_rien_des_absents(mois):
    mois(range(1, 21))
    lot = mois(range(2, 21), reference=NOV, annonces=20)
    assert issues(lot) == {}
    assert lot.avertissements == ["Le fichier annonce 20 foyers et en contient 19 : demandez pourquoi."]
