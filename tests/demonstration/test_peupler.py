"""Les personnes inventées : plausibles ensemble, fictives une à une, les mêmes à chaque fois."""

import hashlib
import re
from collections import Counter
from random import Random
from statistics import median

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections
from psycopg import sql

from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.models import Convocation, Parcours, SessionIOC
from parcours.states import EtatConvocation
from spie.demonstration import noms, proportions
from spie.demonstration.identifiants import Identifiants
from spie.demonstration.management.commands.fichier_caf import DONT_AILHON
from spie.demonstration.population import A_SON_COMPTE, Population
from spie.demonstration.tables import ORDRE, Tables
from spie.socle.comptes.models import Affectation
from spie.socle.personnes.models import Adresse, Contact, DossierRSA, Personne
from spie.socle.personnes.recherche import chercher
from spie.socle.territoires.isolation import departement_courant
from spie.socle.territoires.models import Rattachement
from tests.demonstration.conftest import AU, PERSONNES, base_peuplee

# A salt changes at each run: what it seals is compared by its hash. So does the number of a transaction.
SCELLES = ("nir_chiffre", "transaction")


@pytest.fixture
def ardeche_peuplee(peuplement):
    with departement_courant("07"):
        yield peuplement


def empreintes() -> dict[str, str]:
    """One hash per table: every row, every column, in the order of the keys."""
    resultat = {}
    with connections["proprietaire"].cursor() as cursor:
        for nom in (*ORDRE, "parcours.SessionIOC", "parcours.Convocation", "comptes.Affectation"):
            modele = apps.get_model(nom)
            colonnes = [c.column for c in modele._meta.concrete_fields if c.column not in (*SCELLES, "territoire_id")]
            requete = sql.SQL("SELECT {} FROM {} ORDER BY id").format(
                sql.SQL(", ").join(map(sql.Identifier, colonnes)), sql.Identifier(modele._meta.db_table)
            )
            cursor.execute(requete)
            resultat[nom] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return resultat


def part(nombre: int, total: int) -> float:
    return 100 * nombre / total


def test_la_meme_graine_et_le_meme_jour_donnent_les_memes_lignes(django_db_setup, django_db_blocker):
    tirages = []
    for graine in (1, 1, 2):
        with django_db_blocker.unblock(), base_peuplee(personnes=250, graine=graine):
            tirages.append(empreintes())
    assert tirages[0] == tirages[1]
    assert all(tirages[0][table] != tirages[2][table] for table in ORDRE)


def test_chaque_allocataire_demande_est_la(ardeche_peuplee):
    assert Personne.objects.filter(role=Personne.Role.DEMANDEUR).count() == PERSONNES
    assert DossierRSA.objects.count() == PERSONNES


def test_les_territoires_ont_leur_part(ardeche_peuplee):
    territoire = dict(
        Rattachement.objects.filter(territoire__nature="DTAS").values_list("commune_id", "territoire__nom")
    )
    foyers = Counter(territoire[insee] for insee in Adresse.objects.values_list("commune_insee", flat=True))
    total = sum(proportions.TERRITOIRES.values())
    for nom, nombre in proportions.TERRITOIRES.items():
        assert part(foyers[nom], PERSONNES) == pytest.approx(part(nombre, total), abs=3), nom


def test_chaque_modalite_a_sa_part_et_une_personne_sur_dix_attend(ardeche_peuplee):
    parcours = Counter(Parcours.objects.values_list("modalite", flat=True))
    total = sum(parcours.values())
    attendues = {"PROFESSIONNELLE": 8, "SOCIALE": 40, "SOCIOPROFESSIONNELLE": 42, None: 10}
    for modalite, attendue in attendues.items():
        assert part(parcours[modalite], total) == pytest.approx(attendue, abs=2.5), modalite


def test_une_personne_sur_dix_travaille_a_son_compte_surtout_au_sud_ouest(ardeche_peuplee):
    decidees = Orientation.objects.filter(etat=EtatOrientation.DECIDEE)
    independantes = decidees.filter(motif__startswith=A_SON_COMPTE)
    assert part(independantes.count(), decidees.count()) == pytest.approx(10, abs=2)
    par_territoire = {
        nom: part(
            independantes.filter(structure__territoire__nom=nom).count(),
            decidees.filter(structure__territoire__nom=nom).count(),
        )
        for nom in proportions.TERRITOIRES
    }
    assert max(par_territoire, key=par_territoire.get) == "DTAS Sud-Ouest"
    assert min(par_territoire, key=par_territoire.get) == "DTAS Sud-Est"


def test_des_dossiers_sont_en_retard_et_d_autres_dans_les_temps(ardeche_peuplee):
    a_decider = Orientation.objects.a_decider()
    assert a_decider.filter(echeance_locale__lt=AU).count() > 20
    assert a_decider.filter(echeance_locale__gte=AU).count() > 20
    assert a_decider.filter(etat=EtatOrientation.BASCULEE).count() > 5
    parcours = Parcours.objects.exclude(contrat_avant_le=None)
    assert parcours.filter(contrat_avant_le__lt=AU).exists()
    assert parcours.filter(contrat_avant_le__gte=AU).exists()


def test_la_charge_d_un_referent_reste_celle_d_une_vraie_file_active(ardeche_peuplee):
    charges = Counter(Parcours.objects.exclude(referent=None).values_list("referent", flat=True))
    assert 70 <= median(charges.values()) <= 100
    assert max(charges.values()) < 150


def test_des_reunions_ont_eu_lieu_une_attend_sa_feuille_et_d_autres_viennent(ardeche_peuplee):
    jours = sorted((session.debut_le.date() - AU).days for session in SessionIOC.objects.all())
    assert jours == [-21, -14, -7, -4, 0, 9, 16, 23]
    passees = Convocation.objects.filter(session__debut_le__date__lt=AU)
    etats = set(passees.values_list("etat", flat=True))
    assert {EtatConvocation.PRESENTE, EtatConvocation.ABSENTE_A_QUALIFIER} <= etats
    aujourd_hui = Convocation.objects.filter(session__debut_le__date=AU)
    assert set(aujourd_hui.values_list("etat", flat=True)) == {EtatConvocation.CONVOQUEE}


def test_les_reunions_du_secretariat_se_tiennent_la_ou_habitent_des_personnes_du_fichier_d_essai(ardeche_peuplee):
    pole = Affectation.objects.get(agent__courriel="accueil@07.example.org").structure.territoire
    lieux = {session.commune_id for session in SessionIOC.objects.filter(territoire=pole)}
    assert lieux
    assert lieux <= {insee for insee, *_ in DONT_AILHON}


def test_personne_ne_peut_etre_prise_pour_une_vraie_personne(ardeche_peuplee):
    racines = "|".join(noms.RACINES)
    assert [nom for nom in Personne.objects.values_list("nom", flat=True) if not re.search(racines, nom)] == []
    telephones = Contact.objects.filter(nature="TELEPHONE").values_list("valeur", flat=True)
    assert len(telephones) > 1000
    # The ranges kept for fiction: a mobile, a fixed line.
    assert [numero for numero in telephones if not numero.startswith(("+3363998", "+3346571"))] == []
    courriels = Contact.objects.filter(nature="COURRIEL").values_list("valeur", flat=True)
    assert [adresse for adresse in courriels if not adresse.endswith("@example.org")] == []
    # Nobody is born in département 00.
    assert {personne.nir[5:7] for personne in Personne.objects.exclude(nir_chiffre=None)[:200]} == {"00"}


def test_chaque_adulte_a_un_nir_qui_n_est_qu_a_lui(ardeche_peuplee):
    adultes = list(Personne.objects.adultes())
    assert len({personne.nir for personne in adultes}) == len(adultes) > PERSONNES
    assert {len(personne.nir) for personne in adultes} == {13}


@pytest.mark.parametrize("sexe", ["1", "2"])
def test_au_dela_d_un_million_d_adultes_aucun_nir_ne_se_repete(sexe):
    hasard = Random(1)
    population = Population("07", None, Tables("07"), hasard, Identifiants(hasard), AU, {})
    vus = set()
    for adultes in (0, 999_999, 1_000_000, 1_999_999, 2_000_000):
        population.adultes = adultes
        vus |= {bytes(population._nir(Identifiants(hasard).suivant(), sexe, AU)["nir_empreinte"]) for _ in range(3)}
    # 0 to 2, then 999 999 to 1 000 001, and so on: three draws overlap by two each time.
    assert len(vus) == 3 + 4 + 4


def test_les_personnes_inventees_se_cherchent_comme_les_vraies(ardeche_peuplee):
    for personne in Personne.objects.adultes().order_by("date_naissance", "id")[:20]:
        homonymes = Personne.objects.filter(nom_norme=personne.nom_norme).count()
        saisies = [f"{personne.nom} {personne.prenom}", personne.nom_norme.lower(), personne.nir, personne.nir[9:13]]
        for saisie in saisies:
            assert personne in chercher(texte=saisie, limite=homonymes + 5), saisie


def test_la_progression_se_voit_et_le_reste_s_annonce(peuplement):
    assert "[######" in peuplement
    assert f"{PERSONNES} sur {PERSONNES}" in peuplement
    assert re.search(r"il reste environ \d+ s", peuplement)
    assert re.search(rf"{PERSONNES} foyers, \d+ lignes en [\d.]+ s\.", peuplement)


def test_un_departement_deja_peuple_n_est_pas_peuple_deux_fois(peuplement):
    with pytest.raises(CommandError, match="déjà des personnes"):
        call_command("peupler", departement="07", personnes=10, graine=1, au=AU)
    with departement_courant("07"):
        assert Personne.objects.filter(role=Personne.Role.DEMANDEUR).count() == PERSONNES
