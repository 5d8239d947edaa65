"""A follow-up that began in another tool goes on here: the same referent, the same dates, no six weeks again."""

from datetime import date, timedelta

import pytest

from orientation.models import Orientation
from parcours.models import Parcours, SuiviAnterieur
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.imports import services
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import (
    MAINTENANT,
    un_agent,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_structure,
)
from tests.pages import mots

pytestmark = pytest.mark.usefixtures("maintenant")
ENTETES = (
    "Nom;Prénom;Date de naissance;Date d'orientation;Modalité;Structure;Courriel du référent;Type de contrat;"
    "Début du contrat;Fin du contrat"
)
ANA = "ana.factice@example.org"
LINA = f"SPECIMEN;Lina;17/05/1990;03/03/2026;Socio-professionnelle;;{ANA};CER;15/03/2026;14/03/2027"


@pytest.fixture
def ana(atelier):
    """The referent, who has an account here."""
    with departement_courant("07"):
        structure = une_structure("Association Exemple", nature="ASSOCIATION")
        return un_agent(Role.REFERENT, structure=structure, courriel=ANA).affectations.get()


def verifier(atelier, *lignes, entetes=ENTETES):
    return atelier.verifier(*lignes, entetes=entetes, source="Ancien logiciel", nature="REPRISE")


def importer(atelier, *lignes, **champs):
    return atelier.importer(verifier(atelier, *lignes, **champs))


def test_un_suivi_est_repris_avec_son_referent_et_ses_dates(atelier, ana):
    # when
    importe = importer(atelier, LINA)

    # then
    assert atelier.statuts(importe) == ["CREEE"]
    with departement_courant("07"):
        parcours = Parcours.objects.get()
        assert (parcours.referent_id, parcours.structure_id) == (ana.pk, ana.structure_id)
        assert (parcours.modalite, parcours.confie_le) == ("SOCIOPROFESSIONNELLE", date(2026, 3, 3))
        assert parcours.droit_notifie_le == date(2026, 3, 3)
        assert parcours.contrat_avant_le is None  # a contract runs: nothing to sign
        suivi = SuiviAnterieur.objects.get()
        assert (suivi.type_contrat, suivi.contrat_du, suivi.contrat_au) == ("CER", date(2026, 3, 15), date(2027, 3, 14))


def test_les_six_semaines_ne_repartent_pas(atelier, ana):
    importer(atelier, LINA)
    with departement_courant("07"):
        assert not Orientation.objects.exists()
        assert not Parcours.objects.a_convoquer().exists()
        assert not Trace.objects.filter(type="SixSemainesOuvertes").exists()


def test_la_decision_ouverte_par_le_premier_fichier_caf_devient_sans_objet(atelier, ana):
    # given the first monthly file opened six weeks for someone whom the other tool had oriented
    with departement_courant("07"):
        parcours = un_parcours(personne=une_personne("SPECIMEN", "Lina", mobile=None))
        orientation = une_orientation(parcours=parcours)
    importe = verifier(atelier, LINA)
    with departement_courant("07"):
        services.choisir(ligne=atelier_ligne(importe), personne=parcours.personne)

    # when
    atelier.importer(importe)

    # then the same path goes on, entrusted
    with departement_courant("07"):
        repris = Parcours.objects.get()
        assert (repris.pk, repris.referent_id, repris.droit_notifie_le) == (parcours.pk, ana.pk, date(2026, 11, 2))
        orientation.refresh_from_db()
        assert orientation.etat == "SANS_OBJET"


def atelier_ligne(importe):
    return importe.lignes.select_related("importe__source").get(rang=2)


def test_sans_contrat_en_cours_le_mois_court_depuis_l_orientation(atelier, ana):
    importer(atelier, f"SPECIMEN;Lina;17/05/1990;10/11/2026;Sociale;;{ANA};;;")
    with departement_courant("07"):
        assert Parcours.objects.get().contrat_avant_le == date(2026, 12, 10)


def test_un_contrat_dont_les_dates_manquent_n_est_pas_en_retard(atelier, ana):
    importer(atelier, f"SPECIMEN;Lina;17/05/1990;10/01/2026;Sociale;;{ANA};CER;;")
    with departement_courant("07"):
        assert Parcours.objects.get().contrat_avant_le is None


def test_un_contrat_fini_laisse_un_contrat_a_signer(atelier, ana):
    importer(atelier, f"SPECIMEN;Lina;17/05/1990;10/11/2023;Sociale;;{ANA};CER;01/12/2023;30/11/2025")
    with departement_courant("07"):
        assert Parcours.objects.get().contrat_avant_le == date(2023, 12, 10)


def test_le_delai_donne_par_l_ancien_outil_est_garde(atelier, ana):
    entetes = f"{ENTETES};Délai CER"
    importer(atelier, f"SPECIMEN;Lina;17/05/1990;10/11/2026;Sociale;;{ANA};;;;15/01/2027", entetes=entetes)
    with departement_courant("07"):
        assert Parcours.objects.get().contrat_avant_le == date(2027, 1, 15)


def test_un_referent_inconnu_se_dit_et_le_parcours_s_ouvre_sans_lui(atelier, pilote):
    # when
    importe = verifier(atelier, LINA)
    assert "n'a pas de compte ici" in " ".join(atelier.ligne(importe, 2).remarques)
    assert "Avec une remarque (1)" in mots(pilote.page("detail", importe.pk))
    atelier.importer(importe)

    # then nothing is counted again, and nobody is convened again
    with departement_courant("07"):
        parcours = Parcours.objects.get()
        assert (parcours.referent_id, parcours.confie_le) == (None, None)
        assert not Orientation.objects.exists()
        assert not Parcours.objects.a_convoquer().exists()


def test_le_referent_arrive_par_une_seconde_liste(atelier):
    # given a list whose referent had no account
    importer(atelier, LINA)
    with departement_courant("07"):
        ana = un_agent(Role.REFERENT, courriel=ANA).affectations.get()
        lina = Personne.objects.get()

    # when the account exists
    importe = verifier(atelier, LINA, "")
    with departement_courant("07"):
        services.choisir(ligne=atelier_ligne(importe), personne=lina)
    atelier.importer(importe)

    # then
    with departement_courant("07"):
        assert Parcours.objects.get().referent_id == ana.pk
        assert SuiviAnterieur.objects.count() == 1


def test_un_referent_d_une_autre_structure_ou_de_plusieurs_n_est_pas_devine(atelier, ana):
    with departement_courant("07"):
        ailleurs = une_structure("CCAS Exemple", nature="CCAS")
        ana.__class__.objects.create(agent=ana.agent, structure=ailleurs, role=Role.REFERENT)
    importe = verifier(
        atelier,
        LINA,
        LINA.replace("Lina", "Eva").replace(f";;{ANA}", f";ccas exemple;{ANA}"),
        LINA.replace("Lina", "Zoé").replace(f";;{ANA}", f";Mission locale;{ANA}"),
    )
    remarques = [" ".join(atelier.ligne(importe, rang).remarques) for rang in (2, 3, 4)]
    assert "plusieurs structures" in remarques[0]
    assert remarques[1] == ""
    assert "ne travaille pas dans la structure" in remarques[2]


def test_la_modalite_absente_se_deduit_de_la_structure_et_se_dit(atelier, ana):
    importe = verifier(atelier, LINA.replace("Socio-professionnelle", ""))
    assert "modalité déduite de la structure : socio-professionnelle." in atelier.ligne(importe, 2).remarques


@pytest.mark.parametrize(
    ("ligne", "champ", "phrase"),
    [
        (LINA.replace("03/03/2026", "03/03/2027"), "orientee_le", "à venir"),
        (LINA.replace("14/03/2027", "14/03/2025"), "contrat_au", "finirait avant"),
        (LINA.replace("03/03/2026", "31/02/2026"), "orientee_le", "n'existe pas"),
        (LINA.replace("CER", "contrat maison"), "type_contrat", "n'est pas compris"),
    ],
)
def test_une_date_ou_un_mot_faux_se_dit_dans_sa_case(atelier, ana, ligne, champ, phrase):
    importe = verifier(atelier, ligne)
    assert phrase in atelier.ligne(importe, 2).fautes[champ]


def test_qui_est_deja_suivi_garde_son_referent(atelier, ana):
    with departement_courant("07"):
        autre = un_agent(Role.REFERENT, courriel="autre@example.org").affectations.get()
        personne = une_personne("SPECIMEN", "Lina", mobile=None)
        suivi = {"modalite": "SOCIALE", "structure": autre.structure, "referent": autre, "confie_le": date(2026, 1, 5)}
        un_parcours(personne=personne, **suivi)
    importe = verifier(atelier, LINA)
    with departement_courant("07"):
        services.choisir(ligne=atelier_ligne(importe), personne=personne)
    atelier.importer(importe)
    with departement_courant("07"):
        assert Parcours.objects.get().referent_id == autre.pk


def test_la_reprise_s_annule_avec_son_import(atelier, ana):
    # given one new person, and one whose six weeks were running
    with departement_courant("07"):
        parcours = un_parcours(personne=une_personne("SPECIMEN", "Lina", mobile=None))
        orientation = une_orientation(parcours=parcours)
    importe = verifier(atelier, LINA, LINA.replace("SPECIMEN;Lina;17/05/1990", "PLACEBO;Eva;01/02/1980"))
    with departement_courant("07"):
        services.choisir(ligne=atelier_ligne(importe), personne=parcours.personne)
    importe = atelier.importer(importe)

    # when
    with departement_courant("07"):
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT + timedelta(hours=1))

    # then
    with departement_courant("07"):
        rendu = Parcours.objects.get()
        assert (rendu.pk, rendu.referent_id, rendu.confie_le) == (parcours.pk, None, None)
        orientation.refresh_from_db()
        assert orientation.etat == "A_DECIDER"
        assert not SuiviAnterieur.objects.exists()
        assert Personne.objects.count() == 1


def test_ce_qui_a_suivi_bloque_l_annulation_et_se_dit(atelier, ana):
    importe = importer(atelier, LINA)
    with departement_courant("07"):
        une_convocation(parcours=Parcours.objects.get())
    with departement_courant("07"):
        assert services.blocages(importe) == ["SPECIMEN Lina : convocations (1)"]


def test_le_referent_retrouve_la_personne_dans_sa_file_active_et_son_histoire(atelier, ana, client):
    importer(atelier, LINA)
    client.force_login(ana.agent)
    client.defaults["HTTP_HOST"] = "07.testserver"
    assert "SPECIMEN Lina" in mots(client.get("/file-active/"))
    with departement_courant("07"):
        fiche = f"/personnes/{Personne.objects.get().pk}/"
    histoire = mots(client.get(fiche))
    assert "Le suivi commencé dans un autre outil est repris" in histoire
    assert "Un fait a été enregistré" not in histoire
