"""November after October: who is gone, comes back, moves, separates, joins, or leaves for another département."""

from datetime import date

from parcours.models import Parcours
from spie.socle.flux.models import AbsenceFlux
from spie.socle.flux.phrases import phrases
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Adresse, DossierRSA, EtatDossier, Foyer, Personne, SoumissionDroitsDevoirs
from spie.socle.territoires.isolation import departement_courant
from tests.socle.flux.gestes import NOVEMBRE, OCTOBRE, charger, issues, photographie

OCT, NOV, DEC = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)


def personnes_de(demande: str) -> list[str]:
    return sorted(Personne.objects.filter(foyer__dossiers__numero_demande=demande).values_list("role", flat=True))


def test_les_echantillons_d_octobre_puis_de_novembre_donnent_chaque_issue(en_07):
    # given
    assert issues(charger(OCTOBRE)) == {"CREE": 5, "MUTE": 1}

    # when
    novembre = charger(NOVEMBRE)

    # then: 5 has left, 6 is new, 3 is paid again, 2 has moved, 1 and 4 are the same
    assert (novembre.crees, novembre.modifies, novembre.inchanges) == (1, 2, 2)
    assert issues(novembre) == {"CREE": 1, "MODIFIE": 2, "DEMENAGE": 1, "DISPARU": 1}
    with departement_courant("07"):
        par_demande = {i.numero_demande: phrases(i.changements) for i in novembre.issues.filter(nature="MODIFIE")}
        assert par_demande == {
            "90000000207": [
                "adresse : « 3 AV DE LA MAQUETTE 07200 AUBENAS » devient « 8 RUE DU PROTOTYPE 07100 ANNONAY »"
            ],
            "90000000307": [
                "état du droit : « ouvert, versement suspendu » devient « ouvert et versé »",
                "motif : « 06 » devient « rien »",
            ],
        }


def test_un_foyer_absent_d_un_fichier_complet_est_marque_sans_que_rien_ne_se_ferme(mois):
    # given
    mois(range(1, 21))

    # when
    novembre = mois(range(2, 21), reference=NOV)

    # then
    assert issues(novembre) == {"DISPARU": 1}
    with departement_courant("07"):
        absence = AbsenceFlux.objects.get()
        assert (absence.dossier.numero_demande, absence.depuis_le) == ("F0000000001", NOV)
        assert DossierRSA.objects.get(numero_demande="F0000000001").etat == "2"
        assert Parcours.objects.en_cours().count() == 20
        assert Trace.objects.filter(type="AbsenceDuFlux").count() == 1


def test_un_foyer_absent_deux_mois_n_est_compte_qu_une_fois(mois):
    mois(range(1, 21))
    mois(range(2, 21), reference=NOV)
    assert issues(mois(range(2, 21), reference=DEC)) == {}
    with departement_courant("07"):
        assert AbsenceFlux.objects.count() == 1


def test_un_foyer_revenu_retrouve_son_dossier_et_son_parcours(mois):
    # given
    mois(range(1, 21))
    with departement_courant("07"):
        parcours = Parcours.objects.get(personne__foyer__dossiers__numero_demande="F0000000001")
    mois(range(2, 21), reference=NOV)

    # when
    decembre = mois(range(1, 21), reference=DEC)

    # then
    assert issues(decembre) == {"REVENU": 1, "MODIFIE": 1}
    with departement_courant("07"):
        assert AbsenceFlux.objects.get().revenu_le == DEC
        assert Parcours.objects.en_cours().filter(pk=parcours.pk).exists()
        assert Trace.objects.filter(type="RetourDansLeFlux", personne_id=parcours.personne_id).exists()


def test_un_droit_rouvert_est_un_retour_et_ouvre_un_nouveau_parcours(mois):
    mois([1, 2])
    mois([1, 2], reference=NOV, clos=[1])
    decembre = mois([1, 2], reference=DEC)
    assert issues(decembre) == {"REVENU": 1, "MODIFIE": 1}
    with departement_courant("07"):
        de_la_personne = Parcours.objects.filter(personne__foyer__dossiers__numero_demande="F0000000001")
        assert de_la_personne.count() == 2
        assert de_la_personne.en_cours().get().droit_notifie_le == DEC


def test_un_foyer_demenage_et_garde_son_ancienne_adresse(mois):
    mois([1, 2])
    novembre = mois([1, 2], reference=NOV, demenages=[1])
    assert issues(novembre) == {"DEMENAGE": 1, "MODIFIE": 1}
    with departement_courant("07"):
        foyer = Foyer.objects.get(dossiers__numero_demande="F0000000001")
        assert list(foyer.adresses.order_by("du").values_list("ville", "du", "au")) == [
            ("ANNONAY", OCT, NOV),
            ("PRIVAS", NOV, None),
        ]


def test_une_adresse_corrigee_par_un_agent_n_est_pas_defaite_par_le_fichier_suivant(mois):
    # given: the flow keeps saying what the agent corrected
    mois([1, 2])
    with departement_courant("07"):
        foyer = Foyer.objects.get(dossiers__numero_demande="F0000000001")
        foyer.adresses.update(au=date(2026, 11, 10))
        Adresse.objects.create(foyer=foyer, voie="5 place du Modèle", ville="LE TEIL", source="agent", du="2026-11-10")

    # when
    novembre = mois([1, 2], reference=NOV)

    # then
    assert issues(novembre) == {}
    with departement_courant("07"):
        assert foyer.adresses.get(au=None).ville == "LE TEIL"


def test_un_couple_qui_se_separe_donne_deux_foyers_sans_interrompre_les_parcours(mois):
    # given
    mois([1, 2], couples=1, enfants=0)
    with departement_courant("07"):
        conjointe = Personne.objects.get(role="CJT", foyer__dossiers__numero_demande="F0000000001")
        parcours = Parcours.objects.get(personne=conjointe)

    # when
    novembre = mois([1, 2], couples=1, enfants=0, separes=[1], reference=NOV)

    # then
    assert issues(novembre) == {"CREE": 1, "SEPARE": 1}
    with departement_courant("07"):
        conjointe.refresh_from_db()
        assert conjointe.role == "DEM"
        assert conjointe.foyer.dossiers.get().numero_demande == "S0000000001"
        assert personnes_de("F0000000001") == ["DEM"]
        assert Parcours.objects.get(personne=conjointe).pk == parcours.pk
        assert parcours.clos_le is None
        issue = novembre.issues.get(nature="SEPARE")
        assert phrases(issue.changements) == ["dossier : « F0000000001 » devient « S0000000001 »"]


def test_un_conjoint_qui_n_est_plus_dans_le_foyer_n_a_plus_de_devoirs_et_reste_connu(mois):
    # given
    mois([1, 2], couples=1, enfants=0)

    # when
    novembre = mois([1, 2], couples=1, enfants=0, partis=[1], reference=NOV)

    # then
    assert issues(novembre) == {"SORTI": 1}
    with departement_courant("07"):
        partie = AbsenceFlux.objects.get().personne
        assert (partie.role, partie.sdd_depuis) == ("CJT", None)
        periode = SoumissionDroitsDevoirs.objects.get(personne=partie)
        assert (periode.fin_le, periode.motif_fin) == (NOV, "n'est plus dans le foyer, selon l'organisme payeur")
        assert not Parcours.objects.en_cours().filter(personne=partie).exists()

    # and once only, until they are there again
    assert issues(mois([1, 2], couples=1, enfants=0, partis=[1], reference=DEC)) == {}
    retour = mois([1, 2], couples=1, enfants=0, reference=date(2027, 1, 31))
    assert issues(retour) == {"MODIFIE": 1}
    with departement_courant("07"):
        assert AbsenceFlux.objects.get().revenu_le == date(2027, 1, 31)


def test_une_naissance_est_un_nouveau_membre_du_foyer_connu(mois):
    mois([1, 2], enfants=0)
    novembre = mois([1, 2], enfants=0, naissances=[1], reference=NOV)
    assert issues(novembre) == {"ARRIVE": 1, "MODIFIE": 1}
    with departement_courant("07"):
        assert personnes_de("F0000000001") == ["DEM", "ENF"]


def test_un_enfant_sans_nir_suit_son_parent_qui_se_separe(mois, tmp_path):
    # given: the child of household 3 is known by birth date and first name only
    mois([3, 6], couples=1)
    with departement_courant("07"):
        enfant = Personne.objects.get(role="ENF", foyer__dossiers__numero_demande="F0000000003")

    # when: both go to the spouse's new household
    novembre = mois([3, 6], couples=1, separes=[3], enfants_avec_conjoint=True, reference=NOV)

    # then
    assert issues(novembre) == {"CREE": 1, "SEPARE": 1}
    with departement_courant("07"):
        enfant.refresh_from_db()
        assert enfant.foyer.dossiers.get().numero_demande == "S0000000003"
        assert Personne.objects.filter(role="ENF").count() == 2


def test_un_depart_vers_un_autre_departement_est_dit_avec_sa_destination(mois):
    mois(range(1, 4))
    novembre = mois(range(1, 4), mutes=[1], reference=NOV)
    assert issues(novembre) == {"MODIFIE": 1, "CLOS": 1, "MUTE": 1}
    with departement_courant("07"):
        personne = Personne.objects.get(role="DEM", foyer__dossiers__numero_demande="F0000000001")
        assert Parcours.objects.get(personne=personne).motif_cloture == "droit au RSA : clos (mutation vers CAF 261)"
        assert Trace.objects.get(type="MutationAnnoncee", personne_id=personne.pk).donnees["vers"] == "CAF 261"
        assert EtatDossier.objects.get(etat="5").motif == "MUT"


def test_un_nouveau_dossier_du_meme_allocataire_retrouve_son_foyer(mois):
    # given: household 1 has closed
    mois([1, 2], enfants=1)
    mois([1, 2], enfants=1, clos=[1], reference=NOV)
    with departement_courant("07"):
        avant = set(Personne.objects.values_list("pk", flat=True))

    # when: the same claimant comes back under a new request
    decembre = mois([1, 2], enfants=1, redemandes=[1], reference=DEC)

    # then
    assert issues(decembre) == {"CREE": 1, "REVENU": 1, "DISPARU": 1}
    with departement_courant("07"):
        assert set(Personne.objects.values_list("pk", flat=True)) == avant
        foyer = Foyer.objects.get(dossiers__numero_demande="R0000000001")
        assert foyer.dossiers.count() == 2


def test_une_personne_de_deux_foyers_du_fichier_est_une_seule_personne_et_ne_bascule_pas(mois):
    # given: the spouse of household 1 is in their own file too, and the former file is not closed
    premier = mois([1, 2], couples=1, enfants=0, separes=[1], partis=[], toujours_la=True)
    avant = photographie()

    # when
    second = mois([1, 2], couples=1, enfants=0, separes=[1], toujours_la=True, annonces=99)

    # then
    assert (premier.crees, second.modifies, second.inchanges) == (3, 0, 3)
    assert photographie() == avant
    with departement_courant("07"):
        assert Personne.objects.count() == 4
