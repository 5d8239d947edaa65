"""A file of the CAF becomes people to orient; whatever happens, nothing is lost and nothing is doubled."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import CommandError

from orientation.models import Orientation
from parcours.models import Parcours
from spie.socle.flux import services, tasks
from spie.socle.flux.models import LotFlux
from spie.socle.flux.services import chargement
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import DossierRSA, EtatDossier, Personne
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.factories import MAINTENANT, un_departement
from tests.socle.flux.generateur import ecrire

ECHANTILLONS = Path(__file__).parent / "echantillons"
OCTOBRE, NOVEMBRE = "RSABEM_2026-10_5_foyers.xml", "RSABEM_2026-11_mois_suivant.xml"


@pytest.fixture
def en_07(base_vivante, settings, tmp_path):
    """The département on a database where commits are real: a load commits chunk by chunk."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return un_departement()


def deposer(chemin: Path, code="07"):
    with departement_courant(code), chemin.open("rb") as flux:
        return services.deposer_lot(fichier=File(flux), nom=chemin.name, par=None, le=MAINTENANT)


def charger(chemin: Path | str, code="07") -> LotFlux:
    lot = deposer(ECHANTILLONS / chemin if isinstance(chemin, str) else chemin, code)
    return services.charger(departement=code, lot_id=lot.pk, horloge=lambda: MAINTENANT)


def test_un_fichier_mensuel_ouvre_les_six_semaines_de_chaque_personne_soumise(en_07):
    # when
    lot = charger(OCTOBRE)

    # then
    assert (lot.etat, lot.total, lot.lus, lot.crees, lot.rejetes) == ("CHARGE", 5, 5, 5, 0)
    with departement_courant("07"):
        assert DossierRSA.objects.count() == 5
        assert lot.entrees == Parcours.objects.en_cours().count() == Orientation.objects.a_decider().count() > 0
        parcours = Parcours.objects.first()
        assert parcours.droit_notifie_le == date(2026, 10, 31)
        assert parcours.info_recue_le == MAINTENANT.date()
        orientation = Orientation.objects.get(parcours=parcours)
        assert orientation.echeance_locale == date(2026, 10, 31) + timedelta(days=42)
        assert Trace.objects.filter(type="ParcoursOuvert").count() == lot.entrees


def test_un_droit_clos_n_ouvre_pas_de_parcours(en_07, tmp_path):
    lot = charger(ecrire(tmp_path / "clos.xml", foyers=3, etat="5"))
    assert (lot.crees, lot.entrees) == (3, 0)


def test_le_mois_suivant_met_a_jour_sans_doubler(en_07):
    # given
    charger(OCTOBRE)
    with departement_courant("07"):
        avant = set(Personne.objects.values_list("pk", flat=True))

    # when
    lot = charger(NOVEMBRE)

    # then
    assert lot.etat == "CHARGE"
    assert lot.crees == 1
    with departement_courant("07"):
        assert avant <= set(Personne.objects.values_list("pk", flat=True))
        # The household that left the file is not closed by that.
        assert DossierRSA.objects.count() == 6


def test_le_meme_fichier_deux_fois_est_refuse_avec_sa_date(en_07):
    charger(OCTOBRE)
    with pytest.raises(Refus, match="déjà été déposé le 24/11/2026"):
        deposer(ECHANTILLONS / OCTOBRE)


def test_recharger_les_memes_valeurs_ne_change_rien(en_07, tmp_path):
    charger(ecrire(tmp_path / "a.xml", foyers=30))
    autre = ecrire(tmp_path / "b.xml", foyers=30)
    autre.write_bytes(autre.read_bytes() + b"\n")
    lot = charger(autre)
    assert (lot.crees, lot.modifies, lot.inchanges) == (0, 0, 30)


def test_un_fichier_plus_ancien_n_ecrase_pas_une_valeur_plus_recente(en_07, tmp_path):
    # given
    charger(ecrire(tmp_path / "novembre.xml", foyers=2, reference="2026-11-30", etat="2"))

    # when
    lot = charger(ecrire(tmp_path / "octobre.xml", foyers=2, reference="2026-10-31", etat="5"))

    # then
    assert lot.inchanges == 2
    with departement_courant("07"):
        assert set(DossierRSA.objects.values_list("etat", "vu_le")) == {("2", date(2026, 11, 30))}
        assert EtatDossier.objects.count() == 2


def test_un_droit_qui_ferme_ferme_le_parcours_et_garde_l_histoire(en_07, tmp_path):
    charger(ecrire(tmp_path / "octobre.xml", foyers=2))
    charger(ecrire(tmp_path / "novembre.xml", foyers=2, reference="2026-11-30", etat="5"))
    with departement_courant("07"):
        assert not Parcours.objects.en_cours().exists()
        assert not Orientation.objects.a_decider().exists()
        assert list(EtatDossier.objects.order_by("flux_du").values_list("etat", flat=True)) == ["2", "2", "5", "5"]


def test_un_code_inconnu_est_garde_et_montre(en_07, tmp_path):
    lot = charger(ecrire(tmp_path / "inconnu.xml", foyers=1, etat="Z9"))
    assert lot.crees == 1
    with departement_courant("07"):
        assert DossierRSA.objects.get().etat_en_clair == "code inconnu « Z9 »"


@pytest.mark.parametrize(
    "nom", ["RSABEI_2026-10-22_2_foyers.xml", "RSABEM_2026-10_anomalies.xml", "MSA_mensuel_2026-10_1_foyer.xml"]
)
def test_les_autres_flux_se_chargent_aussi(en_07, nom):
    lot = charger(nom)
    assert (lot.etat, lot.rejetes) == ("CHARGE", 0)


def test_un_fichier_invalide_est_refuse_en_entier_avec_ses_lignes(en_07):
    lot = charger("RSABEM_invalide.xml")
    assert lot.etat == "REFUSE"
    assert {"ligne": 36, "message": "DTNAI : « 1990-13-45 » n'est pas une date (AAAA-MM-JJ) qui existe."} in lot.erreurs
    assert any("ETATDOSRSA manque" in erreur["message"] for erreur in lot.erreurs)
    with departement_courant("07"):
        assert not Personne.objects.exists()


def test_le_fichier_d_un_autre_departement_est_refuse(en_07, tmp_path):
    lot = charger(ecrire(tmp_path / "08.xml", foyers=2, departement="08"))
    assert lot.etat == "REFUSE"
    assert "département 008, pas du 07" in lot.erreurs[0]["message"]


@pytest.mark.parametrize(
    "contenu", [b"pas du XML", b"<?xml version='1.0'?><Racine><InfosFoyerRSA>", b"<Racine></Racine>"]
)
def test_un_fichier_abime_est_refuse_en_francais(en_07, tmp_path, contenu):
    (tmp_path / "abime.xml").write_bytes(contenu)
    lot = charger(tmp_path / "abime.xml")
    assert lot.etat == "REFUSE"
    assert lot.erreurs[0]["message"].startswith(("Le fichier n'est pas", "Ce fichier ne contient"))


def test_une_entite_du_fichier_n_est_jamais_ouverte(en_07, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    chemin = ecrire(tmp_path / "piege.xml", foyers=1)
    texte = chemin.read_text(encoding="cp1252")
    texte = texte.replace("<Racine>", f'<!DOCTYPE Racine [<!ENTITY x SYSTEM "file://{secret}">]><Racine>')
    chemin.write_text(texte.replace("<NOMVOIE>IMAGINAIRE", "<NOMVOIE>&x;"), encoding="cp1252")
    charger(chemin)
    with departement_courant("07"):
        assert not any("SECRET" in str(p.foyer.adresses.first()) for p in Personne.objects.all())


def test_deux_personnes_avec_le_meme_nir_dans_un_foyer_ne_bloquent_pas_les_autres(en_07, tmp_path):
    # given: the third household claims a surname longer than the base accepts
    chemin = ecrire(tmp_path / "long.xml", foyers=5)
    texte = chemin.read_text(encoding="cp1252").replace("<NOMCOMNAI>AJOUX", "<NOMCOMNAI>" + "A" * 90, 1)
    chemin.write_text(texte, encoding="cp1252")

    # when
    lot = charger(chemin)

    # then
    assert (lot.lus, lot.crees, lot.rejetes) == (5, 4, 1)
    with departement_courant("07"):
        rejet = lot.rejets.get()
    assert rejet.rang == 1
    assert "trop longue" in rejet.motif


def test_un_worker_tue_reprend_ou_il_en_etait(en_07, tmp_path, monkeypatch):
    # given: the process dies after the second chunk
    lot = deposer(ecrire(tmp_path / "long.xml", foyers=50))
    monkeypatch.setattr(chargement, "TRANCHE", 10)

    class Mort(BaseException):
        pass

    def mourir(avance):
        if avance.lus == 20:
            raise Mort

    with pytest.raises(Mort):
        services.charger(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT, suivi=mourir)

    # when
    fini = services.charger(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT)

    # then
    assert (fini.etat, fini.lus, fini.crees) == ("CHARGE", 50, 50)


def test_la_reprise_ne_prend_que_les_lots_silencieux(en_07, tmp_path):
    lot = deposer(ecrire(tmp_path / "a.xml", foyers=1))
    with departement_courant("07"):
        assert not LotFlux.objects.abandonnes(avant=MAINTENANT - tasks.SILENCE).exists()
        assert LotFlux.objects.abandonnes(avant=MAINTENANT + timedelta(seconds=1)).get() == lot


def test_la_commande_dit_ce_qu_elle_a_fait(en_07, tmp_path, capsys):
    chemin = ecrire(tmp_path / "a.xml", foyers=3)
    call_command("charger_caf", str(chemin), departement="07")
    assert "3 foyers : 3 créés" in capsys.readouterr().out
    with pytest.raises(CommandError, match="déjà été déposé"):
        call_command("charger_caf", str(chemin), departement="07")


def test_le_flux_reel_anonymise_se_charge_dans_son_departement(en_07):
    reel = Path(__file__).parents[4] / "shared" / "donnees" / "cnaf" / "RSABEM.xml"
    if not reel.exists():
        pytest.skip("Le flux réel anonymisé n'est pas copié dans le projet : il se lit à côté, quand il y est.")
    Departement.objects.create(code="52", nom="Haute-Marne", hote="52.testserver")
    lot = charger(reel, "52")
    assert (lot.etat, lot.lus, lot.rejetes) == ("CHARGE", 2, 0)
    assert lot.avertissements == ["Le fichier annonce 1 foyers et en contient 2 : demandez pourquoi."]
