"""PostgreSQL keeps the départements apart, whatever Python forgets."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from spie.socle.personnes.models import Contact, Foyer, Personne
from spie.socle.territoires.isolation import DepartementAbsent, annonce, departement_courant, set_departement
from spie.socle.territoires.models import Territoire
from tests.factories import un_departement, un_territoire, une_personne


@pytest.fixture
def ardennes(ardeche):
    """The other département, in which one person lives."""
    un_departement("08", "Ardennes")
    with annonce("08"):
        personne = une_personne(nom="AILLEURS")
        contact = personne.contacts.get()
    set_departement("07")
    return personne, contact


def test_une_personne_d_ailleurs_est_introuvable(ardennes):
    personne, _ = ardennes
    assert not Personne.objects.filter(pk=personne.pk).exists()


def test_meme_le_sql_ecrit_a_la_main_ne_voit_rien_d_ailleurs(ardennes):
    une_personne(nom="ICI")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nom FROM personnes_personne")
        assert cursor.fetchall() == [("ICI",)]


def test_sans_departement_annonce_la_base_refuse_au_lieu_de_se_taire(ardeche):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.departement_id TO ''")
        with pytest.raises(DatabaseError, match="aucun département annoncé"), transaction.atomic():
            cursor.execute("SELECT count(*) FROM personnes_personne")
        cursor.execute("SET LOCAL app.departement_id TO '07'")


def test_sans_departement_annonce_python_refuse_aussi(db):
    with pytest.raises(DepartementAbsent):
        Personne.objects.count()


def test_on_n_ecrit_pas_chez_le_voisin(ardeche):
    un_departement("08", "Ardennes")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Territoire.objects.create(departement_id="08", nature="DTAS", nom="Intrus")


def test_un_lien_vers_une_ligne_d_ailleurs_est_refuse_par_la_base(ardennes):
    personne, _ = ardennes
    with transaction.atomic(), connection.cursor() as cursor:
        Contact.objects.create(
            personne_id=personne.pk, nature="COURRIEL", valeur="a@example.org", source="test", du="2026-01-01"
        )
        with pytest.raises(IntegrityError, match="meme_personne"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_deux_departements_peuvent_avoir_le_meme_identifiant_de_ligne(ardennes):
    personne, _ = ardennes
    foyer = Foyer.objects.create(pk=personne.foyer_id)
    assert foyer.departement_id == "07"


def test_un_code_de_departement_ne_cache_pas_de_sql():
    with pytest.raises(ValueError, match="code de département"):
        set_departement("07'; DROP TABLE personnes_personne; --")


def test_le_contexte_se_ferme_avec_la_transaction(base_vivante):
    un_departement()
    with departement_courant("07"):
        un_territoire()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.departement_id', true)")
        assert cursor.fetchone()[0] in (None, "")
    with departement_courant("07"):
        assert Territoire.objects.count() == 1


def test_deux_departements_dans_une_transaction_sont_refuses(base_vivante):
    un_departement()
    with departement_courant("07"), pytest.raises(RuntimeError, match="durable"), departement_courant("08"):
        pass
