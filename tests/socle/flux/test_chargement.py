"""A file of the CAF becomes people to orient; whatever happens, nothing is lost and nothing is doubled."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from orientation.models import Orientation
from parcours.models import Parcours
from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import DossierRSA, EtatDossier, Personne
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Departement
from tests.factories import MAINTENANT
from tests.socle.flux.gestes import ECHANTILLONS, NOVEMBRE, OCTOBRE, charger, deposer, photographie, retoucher

NOV = date(2026, 11, 30)


def test_un_fichier_mensuel_ouvre_les_six_semaines_de_chaque_personne_soumise(en_07):
    # when
    lot = charger(OCTOBRE)

    # then
    assert (lot.etat, lot.total, lot.lus, lot.crees, lot.rejetes) == ("CHARGE", 5, 5, 5, 0)
    with departement_courant("07"):
        assert DossierRSA.objects.count() == 5
        assert lot.entrees == Parcours.objects.en_cours().count() == Orientation.objects.a_decider().count() == 4
        parcours = Parcours.objects.first()
        assert parcours.droit_notifie_le == date(2026, 10, 31)
        assert parcours.info_recue_le == MAINTENANT.date()
        orientation = Orientation.objects.get(parcours=parcours)
        assert orientation.echeance_locale == date(2026, 10, 31) + timedelta(days=42)
        assert Trace.objects.filter(type="ParcoursOuvert").count() == lot.entrees


def test_chaque_personne_a_son_nom_compare_et_son_nir_scelle_dans_sa_ligne(en_07):
    charger(OCTOBRE)
    with departement_courant("07"):
        chloe = Personne.objects.get(prenom="CHLOÉ")
        assert (chloe.nir, chloe.role, chloe.nom_norme) == ("2820207038903", "CJT", "EXEMPLE CHLOE")
        assert chloe.foyer.personnes.count() == 3
        adresse = chloe.foyer.adresses.get()
        assert adresse.lignes() == ["BAT B APT 12", "3 AV DE LA MAQUETTE", "07200 AUBENAS"]


def test_un_droit_clos_n_ouvre_pas_de_parcours(en_07, tmp_path):
    lot = charger(Mois(range(1, 4), etat="5"), dossier=tmp_path)
    assert (lot.crees, lot.entrees) == (3, 0)


def test_le_meme_fichier_deux_fois_est_refuse_avec_sa_date(en_07):
    charger(OCTOBRE)
    with pytest.raises(Refus, match="déjà été déposé le 24/11/2026"):
        deposer(ECHANTILLONS / OCTOBRE)


def test_recharger_les_memes_valeurs_n_ecrit_aucune_ligne(en_07, tmp_path):
    # given
    fichier = ecrire(tmp_path / "a.xml", Mois(range(1, 31), couples=3, naissances=[4], clos=[5], mutes=[6]))
    charger(fichier)
    avant = versions()

    # when
    fichier.write_bytes(fichier.read_bytes() + b"\n")
    lot = charger(fichier)

    # then
    assert (lot.etat, lot.crees, lot.modifies, lot.inchanges) == ("CHARGE", 0, 0, 30)
    assert versions() == avant


def versions() -> dict[str, set]:
    """Where each row of the register is and which transaction wrote it: a row written again has another."""
    tables = (
        *("personnes_foyer", "personnes_personne", "personnes_adresse", "personnes_dossierrsa"),
        *("personnes_etatdossier", "personnes_soumissiondroitsdevoirs", "parcours_parcours"),
        *("orientation_orientation", "historique_trace", "flux_absenceflux", "flux_issuefoyer"),
    )
    with connections["proprietaire"].cursor() as cursor:
        vues = {}
        for table in tables:
            cursor.execute(f"SELECT ctid::text, xmin::text FROM {table}")  # noqa: S608
            vues[table] = set(cursor.fetchall())
    assert all(vues[table] for table in tables if table != "flux_absenceflux")
    return vues


def test_le_mois_suivant_met_a_jour_sans_doubler(en_07):
    # given
    charger(OCTOBRE)
    with departement_courant("07"):
        avant = set(Personne.objects.values_list("pk", flat=True))

    # when
    lot = charger(NOVEMBRE)

    # then
    assert (lot.etat, lot.crees) == ("CHARGE", 1)
    with departement_courant("07"):
        assert avant < set(Personne.objects.values_list("pk", flat=True))
        assert Personne.objects.count() == len(avant) + 1
        # The household that left the file is not closed by that.
        assert DossierRSA.objects.count() == 6


def test_un_fichier_plus_ancien_est_refuse_avec_les_deux_dates(en_07, tmp_path):
    charger(Mois(range(1, 3), reference=NOV), dossier=tmp_path)
    with pytest.raises(Refus, match=r"parle du 31/10/2026 et celui du 30/11/2026 est déjà chargé"):
        charger(Mois(range(1, 3)), dossier=tmp_path)


def test_un_fichier_plus_ancien_accepte_ne_remplace_rien_de_plus_recent(en_07, tmp_path):
    # given
    charger(Mois(range(1, 3), reference=NOV, etat="2"), dossier=tmp_path)
    avant = photographie()

    # when
    lot = charger(Mois(range(1, 4), etat="5", demenages=range(1, 3)), dossier=tmp_path, meme_plus_ancien=True)

    # then
    assert (lot.anciens, lot.crees, lot.modifies) == (2, 1, 0)
    apres = photographie()
    assert [d for d in apres["dossiers"] if d[0] != "F0000000003"] == avant["dossiers"]
    assert [a for a in apres["adresses"] if a[0] != "F0000000003"] == avant["adresses"]


def test_un_fichier_mensuel_n_est_pas_plus_ancien_que_les_quotidiens_qui_l_ont_precede(en_07, tmp_path):
    charger(Mois([1], nature="I", reference=date(2026, 11, 3)), dossier=tmp_path)
    lot = charger(Mois(range(1, 4), demenages=[1]), dossier=tmp_path)
    assert (lot.etat, lot.crees, lot.anciens) == ("CHARGE", 2, 1)


def test_un_droit_qui_ferme_ferme_le_parcours_et_garde_l_histoire(en_07, tmp_path):
    charger(Mois(range(1, 3)), dossier=tmp_path)
    charger(Mois(range(1, 3), reference=NOV, clos=range(1, 3)), dossier=tmp_path)
    with departement_courant("07"):
        assert not Parcours.objects.en_cours().exists()
        assert not Orientation.objects.a_decider().exists()
        assert list(EtatDossier.objects.order_by("flux_du").values_list("etat", "motif")) == [
            *[("2", ""), ("2", "")],
            *[("5", "ECH"), ("5", "ECH")],
        ]
        assert set(Parcours.objects.values_list("motif_cloture", flat=True)) == {
            "droit au RSA : clos (quatre mois sans droit)"
        }


def test_un_code_inconnu_est_garde_et_montre(en_07, tmp_path):
    lot = charger(Mois([1], etat="Z9"), dossier=tmp_path)
    assert lot.crees == 1
    with departement_courant("07"):
        assert DossierRSA.objects.get().etat_en_clair == "code inconnu « Z9 »"


@pytest.mark.parametrize(
    "nom", ["RSABEI_2026-10-22_2_foyers.xml", "RSABEM_2026-10_anomalies.xml", "MSA_mensuel_2026-10_1_foyer.xml"]
)
def test_les_autres_flux_se_chargent_aussi(en_07, nom):
    lot = charger(nom)
    assert (lot.etat, lot.rejetes) == ("CHARGE", 0)


def test_un_foyer_mal_rempli_est_laisse_seul_avec_sa_ligne_et_sa_raison(en_07, tmp_path):
    # given: the third household has an impossible birth date, and no first name
    chemin = retoucher(ecrire(tmp_path / "f.xml", Mois(range(1, 6), enfants=0)), 3, DTNAI="1990-13-45", PRENOM=" ")

    # when
    lot = charger(chemin)

    # then
    assert (lot.etat, lot.lus, lot.crees, lot.rejetes) == ("CHARGE", 5, 4, 1)
    with departement_courant("07"):
        rejet = lot.rejets.get()
        assert not DossierRSA.objects.filter(numero_demande="F0000000003").exists()
    assert (rejet.rang, rejet.numero_demande) == (3, "F0000000003")
    assert rejet.motif == "DTNAI « 1990-13-45 » : il faut une date (AAAA-MM-JJ) qui existe. PRENOM manque."
    assert chemin.read_text(encoding="cp1252").splitlines()[rejet.ligne - 1].strip() == "<DTNAI>1990-13-45</DTNAI>"


def test_une_valeur_que_la_base_refuse_n_arrete_que_son_foyer(en_07, tmp_path):
    # given: a rule that the reader does not know, in the base itself
    with connections["proprietaire"].cursor() as cursor:
        cursor.execute("ALTER TABLE personnes_personne ADD CONSTRAINT essai CHECK (nom <> 'INTERDIT') NOT VALID")
    fichier = retoucher(ecrire(tmp_path / "f.xml", Mois(range(1, 12), enfants=0)), 8, NOM="INTERDIT")

    # when
    lot = charger(fichier)

    # then
    assert (lot.etat, lot.crees, lot.rejetes, lot.ecrits) == ("CHARGE", 10, 1, 11)
    with departement_courant("07"):
        assert (lot.rejets.get().rang, lot.rejets.get().motif) == (8, "La base refuse ce foyer (règle « essai »).")


def test_le_nir_de_quelqu_un_d_autre_n_ecrase_personne(en_07, tmp_path):
    # given
    charger(Mois([1], enfants=0), dossier=tmp_path)
    with departement_courant("07"):
        avant = Personne.objects.get()
    fichier = retoucher(ecrire(tmp_path / "b.xml", Mois([1, 2], reference=NOV, enfants=0)), 2, NIR=avant.nir)

    # when
    lot = charger(fichier)

    # then
    assert (lot.crees, lot.rejetes) == (0, 1)
    with departement_courant("07"):
        assert "déjà celui d'une autre personne" in lot.rejets.get().motif
        assert Personne.objects.get().nom == avant.nom


def test_la_commande_dit_ce_qu_elle_a_fait(en_07, tmp_path, capsys):
    chemin = ecrire(tmp_path / "a.xml", Mois(range(1, 4)))
    call_command("charger_caf", str(chemin), departement="07")
    assert "3 foyers : 3 créés" in capsys.readouterr().out
    with pytest.raises(CommandError, match="déjà été déposé"):
        call_command("charger_caf", str(chemin), departement="07")


def test_la_commande_charge_un_fichier_plus_ancien_si_on_le_dit(en_07, tmp_path, capsys):
    charger(Mois([1], reference=NOV), dossier=tmp_path)
    octobre = ecrire(tmp_path / "octobre.xml", Mois([1, 2]))
    with pytest.raises(CommandError, match="est déjà chargé"):
        call_command("charger_caf", str(octobre), departement="07")
    call_command("charger_caf", str(octobre), "--meme-plus-ancien", departement="07")
    assert "2 foyers : 1 créés" in capsys.readouterr().out


def test_le_flux_reel_anonymise_se_charge_dans_son_departement(en_07):
    reel = Path(__file__).parents[4] / "shared" / "donnees" / "cnaf" / "RSABEM.xml"
    if not reel.exists():
        pytest.skip("Le flux réel anonymisé n'est pas copié dans le projet : il se lit à côté, quand il y est.")
    Departement.objects.create(code="52", nom="Haute-Marne", hote="52.testserver")
    lot = charger(reel, "52")
    assert (lot.etat, lot.lus, lot.crees, lot.rejetes) == ("CHARGE", 2, 1, 0)
    assert lot.avertissements == [
        "Le fichier annonce 1 foyers et en contient 2 : demandez pourquoi.",
        "1 foyers reviennent plus loin dans le fichier : le dernier état est retenu.",
    ]
    with departement_courant("52"):
        # The same file number twice: its last state, the people of both.
        assert DossierRSA.objects.get().etat == "4"
        assert Personne.objects.count() == 3
