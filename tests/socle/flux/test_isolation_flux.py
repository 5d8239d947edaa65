"""What is being received stays in its département, on its way as well as once loaded."""

import pytest
from django.db import DatabaseError, connection, transaction

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux.models import IssueFoyer, ReceptionFoyer, ReceptionPersonne
from spie.socle.flux.services import reception
from spie.socle.flux.services.prise import prendre
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Foyer, Personne
from spie.socle.territoires.copie import BEAUCOUP, creer, deverser
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_departement
from tests.socle.flux.gestes import charger, deposer


def test_un_fichier_en_cours_de_lecture_est_invisible_d_ailleurs(en_07, tmp_path):
    # given
    un_departement("08", "Ardennes")
    lot = deposer(ecrire(tmp_path / "a.xml", Mois(range(1, 4))))
    prise = prendre(departement="07", lot_id=lot.pk, horloge=lambda: MAINTENANT)
    reception.recevoir(prise, lambda lot: None)

    # then
    with departement_courant("07"):
        assert ReceptionFoyer.objects.count() == 3
    with departement_courant("08"), connection.cursor() as cursor:
        for table in ("flux_receptionfoyer", "flux_receptionpersonne"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert cursor.fetchone() == (0,)


def test_les_tables_de_passage_ne_survivent_pas_a_leur_transaction(en_07, tmp_path):
    charger(Mois(range(1, 4)), dossier=tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
        assert cursor.fetchall() == []


def test_un_fichier_charge_ne_laisse_rien_dans_la_reception(en_07, tmp_path):
    charger(Mois(range(1, 4)), dossier=tmp_path)
    with departement_courant("07"):
        assert not ReceptionFoyer.objects.exists()
        assert not ReceptionPersonne.objects.exists()


def test_deux_departements_chargent_le_meme_nir_sans_se_connaitre(en_07, tmp_path):
    # given
    un_departement("08", "Ardennes")
    charger(Mois([1], enfants=0), dossier=tmp_path)

    # when
    lot = charger(Mois([1], enfants=0, departement="08"), "08", dossier=tmp_path)

    # then
    assert lot.crees == 1
    for code in ("07", "08"):
        with departement_courant(code):
            assert Personne.objects.get().nir
            assert IssueFoyer.objects.count() == 1


def test_deverser_n_ecrit_que_dans_le_departement_annonce(ardeche):
    foyer = Foyer()
    deverser(Foyer, ["id", "situation", "enfants_a_charge", "sans_domicile_fixe"], [[foyer.pk, "CEL", 0, False]])
    assert Foyer.objects.get().departement_id == "07"


def test_deverser_sans_departement_annonce_est_refuse(db):
    foyer = Foyer(departement_id="07")
    with pytest.raises(DatabaseError, match="aucun département annoncé"), transaction.atomic():
        deverser(Foyer, ["id", "situation", "enfants_a_charge", "sans_domicile_fixe"], [[foyer.pk, "CEL", 0, False]])


@pytest.mark.parametrize("nombre", [0, 1, BEAUCOUP - 1, BEAUCOUP, BEAUCOUP + 1])
def test_creer_ecrit_les_memes_lignes_qu_elles_soient_peu_ou_beaucoup(ardeche, nombre):
    donnees = {"texte": "L’été, « à \\ 2 »\n", "liste": [1, None, True], "jour": MAINTENANT.date()}
    creer([Trace(type=f"Essai{n}", donnees=donnees, survenu_le=MAINTENANT) for n in range(nombre)])
    assert Trace.objects.count() == nombre
    attendu = donnees | {"jour": "2026-11-24"}
    assert all(t.donnees == attendu and t.personne_id is None for t in Trace.objects.all())
