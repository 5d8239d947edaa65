"""Too many people disappear: a human looks. Two files of the same body: one after the other."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.roles import Role
from spie.socle.flux import services, tasks
from spie.socle.flux.models import AbsenceFlux, LotFlux, ReceptionFoyer, ReceptionPersonne
from spie.socle.flux.services import prise
from spie.socle.personnes.models import DossierRSA
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent
from tests.socle.flux.gestes import charger, deposer, photographie, reprendre

NOV = date(2026, 11, 30)


@pytest.fixture
def octobre(en_07, tmp_path):
    return charger(Mois(range(1, 11), enfants=0), dossier=tmp_path)


def test_plus_de_dix_pour_cent_de_disparitions_attendent_quelqu_un(octobre, tmp_path):
    # given
    avant = photographie()

    # when
    lot = charger(Mois(range(3, 11), enfants=0, reference=NOV), dossier=tmp_path)

    # then
    assert (lot.etat, lot.attente) == ("ATTENTE", {"disparues": 2, "connues": 10, "seuil": 10})
    assert photographie() == avant


def test_dix_pour_cent_tout_juste_n_attendent_personne(octobre, tmp_path):
    assert charger(Mois(range(2, 11), enfants=0, reference=NOV), dossier=tmp_path).etat == "CHARGE"


def test_les_droits_deja_clos_ne_comptent_pas_parmi_les_disparus(en_07, tmp_path):
    charger(Mois(range(1, 11), enfants=0, clos=range(1, 6)), dossier=tmp_path)
    assert charger(Mois(range(6, 11), enfants=0, reference=NOV), dossier=tmp_path).etat == "CHARGE"


def test_le_seuil_se_regle_par_departement(octobre, tmp_path):
    with departement_courant("07"):
        ParametreLocal.objects.create(
            code="flux.disparitions_maximales", valeur=30, motif="essai", valide_du=date(2026, 1, 1)
        )
    assert charger(Mois(range(4, 11), enfants=0, reference=NOV), dossier=tmp_path).etat == "CHARGE"


def test_confirmer_charge_le_fichier_sans_le_relire(octobre, tmp_path):
    # given
    lot = charger(Mois(range(3, 11), enfants=0, reference=NOV), dossier=tmp_path)
    with departement_courant("07"):
        agent = un_agent(Role.PILOTE)
        prise.chemin_de(lot).write_text("le fichier n'est plus lisible")

    # when
    with departement_courant("07"):
        services.confirmer(lot=lot, par=agent, le=MAINTENANT)
    fini = reprendre(lot)

    # then
    assert (fini.etat, fini.decide_par_id, fini.inchanges) == ("CHARGE", agent.pk, 8)
    with departement_courant("07"):
        assert AbsenceFlux.objects.count() == 2
        assert set(DossierRSA.objects.values_list("etat", flat=True)) == {"2"}


def test_refuser_n_ecrit_rien_et_laisse_deposer_de_nouveau(octobre, tmp_path):
    # given
    avant = photographie()
    mois = Mois(range(3, 11), enfants=0, reference=NOV)
    lot = charger(mois, dossier=tmp_path)

    # when
    with departement_courant("07"):
        fini = services.ecarter(lot=lot, par=un_agent(Role.PILOTE), le=MAINTENANT)

    # then
    assert fini.etat == "REFUSE"
    assert photographie() == avant
    with departement_courant("07"):
        assert not ReceptionFoyer.objects.exists()
        assert not ReceptionPersonne.objects.exists()
    assert charger(mois, dossier=tmp_path).etat == "ATTENTE"


def test_on_ne_confirme_pas_deux_fois(octobre, tmp_path):
    lot = charger(Mois(range(3, 11), enfants=0, reference=NOV), dossier=tmp_path)
    with departement_courant("07"):
        agent = un_agent(Role.PILOTE)
        services.confirmer(lot=lot, par=agent, le=MAINTENANT)
        with pytest.raises(Refus, match="déjà « déposé, attend son tour »"):
            services.ecarter(lot=lot, par=agent, le=MAINTENANT)


def test_un_seul_fichier_a_la_fois_par_organisme_les_autres_suivent(en_07, tmp_path):
    # given: a worker is reading the file of the CAF
    premier = deposer(ecrire(tmp_path / "1.xml", Mois(range(1, 4))))
    prise.prendre(departement="07", lot_id=premier.pk, horloge=lambda: MAINTENANT)

    # when
    second = reprendre(deposer(ecrire(tmp_path / "2.xml", Mois(range(1, 4), reference=NOV))))
    msa = reprendre(deposer(ecrire(tmp_path / "3.xml", Mois(range(4, 6), organisme="MSA"))))

    # then
    assert (second.etat, second.lus) == ("DEPOSE", 0)
    assert msa.etat == "CHARGE"
    with departement_courant("07"):
        assert LotFlux.objects.en_file().get() == second


def test_la_commande_dit_qu_un_autre_fichier_est_en_cours(en_07, tmp_path):
    premier = deposer(ecrire(tmp_path / "1.xml", Mois(range(1, 4))))
    prise.prendre(departement="07", lot_id=premier.pk, horloge=lambda: MAINTENANT + timedelta(days=3650))
    second = ecrire(tmp_path / "2.xml", Mois(range(1, 4), reference=NOV))
    with pytest.raises(CommandError, match="un autre fichier de la CAF est en cours de chargement"):
        call_command("charger_caf", str(second), departement="07")


def test_la_commande_dit_que_le_fichier_attend_quelqu_un(octobre, tmp_path):
    novembre = ecrire(tmp_path / "novembre.xml", Mois(range(3, 11), enfants=0, reference=NOV))
    with pytest.raises(CommandError, match="2 personnes sur 10 disparaissent de ce fichier, plus de 10 %"):
        call_command("charger_caf", str(novembre), departement="07")


def test_un_fichier_charge_appelle_le_suivant(en_07, tmp_path, monkeypatch):
    appels = []
    monkeypatch.setattr(tasks.charger, "delay", lambda **arguments: appels.append(arguments["lot"]))
    premier, second = (
        deposer(ecrire(tmp_path / f"{r}.xml", Mois(range(1, 3), reference=r))) for r in (NOV, NOV + timedelta(30))
    )
    tasks.charger(departement="07", lot=str(premier.pk))
    assert appels == [str(second.pk)]
