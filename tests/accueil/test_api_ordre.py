"""Suivre ce qui change : chaque chose une fois, dans l'ordre, sans qu'une longue écriture en fasse manquer une."""

import threading
from uuid import UUID

from django.core.management import call_command
from django.db import connections, transaction

from spie.accueil.api import curseur
from spie.accueil.api.changements_dits import FAITS
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Changement, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.accueil.programmes import refus
from tests.accueil.suivi import en_07, suivre, un_fait, une_fiche
from tests.bases import superutilisateur
from tests.factories import une_personne


def ecrire_longtemps(personne_id, commence: threading.Event, finir: threading.Event):
    """A transaction begun first, which ends last."""
    try:
        with en_07():
            un_fait(personne_id, "PersonneImportee")
            Personne.objects.filter(pk=personne_id).update(prenom="Longue")
            commence.set()
            assert finir.wait(60)
    finally:
        connections.close_all()


def test_une_longue_ecriture_qui_finit_apres_les_autres_n_est_ni_manquee_ni_repetee(suivi):
    # given: a long transaction begun first, and short ones that end before it
    personne, commence, finir = une_fiche(), threading.Event(), threading.Event()
    long = threading.Thread(target=ecrire_longtemps, args=(personne.pk, commence, finir))
    long.start()
    assert commence.wait(60)
    for _ in range(3):
        with en_07():
            un_fait(personne.pk)

    # when one reads while it runs, then after
    pendant = suivi.get("changements").json()
    finir.set()
    long.join()
    apres, _ = suivre(suivi, pendant["curseur"], jusqu_a=5, taille=2)

    # then: what came before in the order waited for it
    assert pendant["changements"] == []
    assert [fait["type"] for fait in apres] == ["PersonneImportee", "ChampModifie", *["ParcoursOuvert"] * 3] or [
        fait["type"] for fait in apres
    ] == ["ChampModifie", "PersonneImportee", *["ParcoursOuvert"] * 3]
    assert len({fait["id"] for fait in apres}) == 5


def test_lire_par_date_ou_par_identifiant_aurait_manque_la_longue_ecriture(suivi):
    """The proof that the test above can fail: the row that comes last to light has neither the last number nor id."""
    personne, commence, finir = une_fiche(), threading.Event(), threading.Event()
    long = threading.Thread(target=ecrire_longtemps, args=(personne.pk, commence, finir))
    long.start()
    assert commence.wait(60)
    with en_07():
        un_fait(personne.pk)
    with departement_courant("07"):
        vues = set(Trace.objects.values_list("transaction", flat=True))
    finir.set()
    long.join()
    with departement_courant("07"):
        tardive = Trace.objects.get(type="PersonneImportee").transaction
    assert tardive not in vues
    assert tardive < max(vues)


def test_deux_ecritures_melees_se_lisent_ensemble_sans_perte(suivi):
    # given: two writers at once, and a program that reads all the time
    personne, ecrits, fin = une_fiche(), 40, threading.Event()

    def ecrire(type_):
        try:
            for _ in range(ecrits):
                with en_07():
                    un_fait(personne.pk, type_)
        finally:
            connections.close_all()

    fils = [threading.Thread(target=ecrire, args=(type_,)) for type_ in ("ParcoursOuvert", "ParcoursClos")]
    for fil in fils:
        fil.start()
    lus, _ = suivre(suivi, jusqu_a=2 * ecrits, taille=7)
    for fil in fils:
        fil.join()
    fin.set()

    # then
    assert len(lus) == len({fait["id"] for fait in lus}) == 2 * ecrits
    with departement_courant("07"):
        ordre = Trace.objects.order_by("transaction", "pk").values_list("pk", flat=True)
        assert [UUID(fait["id"]) for fait in lus] == list(ordre)


def test_une_ecriture_annulee_n_est_jamais_dite(suivi):
    personne = une_fiche()
    with departement_courant("07"):
        un_fait(personne.pk)
        transaction.set_rollback(True)
    with en_07():
        un_fait(personne.pk, "ParcoursClos")
    lus, _ = suivre(suivi, jusqu_a=1)
    assert [fait["type"] for fait in lus] == ["ParcoursClos"]


def test_apres_une_restauration_les_anciens_curseurs_sont_refuses_et_tout_se_relit(suivi):
    # given: rows numbered by another server, far ahead of this one
    with en_07():
        un_fait(une_personne(mobile=None).pk, "ParcoursClos")
    suivre(suivi, jusqu_a=1, taille=200)
    with superutilisateur(connections["default"].settings_dict["NAME"]) as base:
        base.execute("UPDATE historique_trace SET transaction = 4000000000")
    assert suivi.get("changements").json()["changements"] == []
    ancien = curseur.ecrire(transaction=4_000_000_000, id_=UUID(int=7))
    assert refus(suivi.get("changements", depuis=ancien)) == (410, "curseur_perime")

    # when
    call_command("reprendre_les_changements", verbosity=0)

    # then
    with en_07():
        un_fait(une_personne(mobile=None).pk, "ParcoursOuvert")
    lus, _ = suivre(suivi, jusqu_a=2, taille=200)
    assert [fait["type"] for fait in lus if fait["type"] in FAITS] == ["ParcoursClos", "ParcoursOuvert"]


def test_chaque_ligne_porte_le_numero_de_sa_transaction_meme_ecrite_a_la_main(suivi):
    personne = une_fiche()
    with en_07(), transaction.get_connection().cursor() as cursor:
        cursor.execute("UPDATE personnes_personne SET sexe = '1' WHERE id = %s", [personne.pk])
        cursor.execute("SELECT app_transaction()")
        numero = cursor.fetchone()[0]
        assert Changement.objects.get(champ="sexe").transaction == numero
