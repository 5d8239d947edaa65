"""Find a person with what one remembers."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from parcours.models import Parcours
from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.comptes.roles import Role
from spie.socle.personnes.identite import matricule
from spie.socle.personnes.models import MotConnu, Personne
from spie.socle.personnes.recherche import chercher, date_de_naissance
from spie.socle.territoires.isolation import annonce, departement_courant, set_departement
from tests.factories import AUJOURDHUI, un_departement, un_dossier, un_parcours, une_personne

NOMS = [
    ("Lefèvre", "Zoé"),
    ("Benali", "Karim"),
    ("N'Diaye", "Awa"),
    ("Saint-Étienne", "Lou"),
    ("El Khattabi", "Inès"),
    ("Œillet", "Rosa"),
    ("SPECIMEN", "Hugo"),
]


@pytest.fixture
def registre(ardeche):
    return {nom: une_personne(nom=nom, prenom=prenom, mobile=None) for nom, prenom in NOMS}


@pytest.mark.parametrize(
    ("saisie", "nom"),
    [
        ("lefevre", "Lefèvre"),
        ("Lefèvre Zoé", "Lefèvre"),
        ("zoe lef", "Lefèvre"),
        ("lefebre zoe", "Lefèvre"),
        ("benaly", "Benali"),
        ("n diaye", "N'Diaye"),
        ("ndiaye", "N'Diaye"),
        ("saint etienne", "Saint-Étienne"),
        ("elkhatabi", "El Khattabi"),
        ("oeillet", "Œillet"),
    ],
)
def test_un_nom_se_trouve_sans_accent_et_avec_une_faute(registre, saisie, nom):
    assert registre[nom] in chercher(texte=saisie, limite=8)


def test_ce_qui_commence_par_la_saisie_vient_en_premier(ardeche):
    exact = une_personne(nom="BENALI", prenom="Karim")
    une_personne(nom="BENALIEFF", prenom="Ana")
    une_personne(nom="BÉNALY", prenom="Lou")
    assert chercher(texte="benali", limite=8)[0] == exact


def test_une_naissance_un_numero_ou_un_telephone_suffisent(ardeche):
    personne = une_personne(date_naissance=date(1985, 3, 12), mobile="+33639980042")
    dossier = un_dossier(personne.foyer)
    for saisie in ("12/03/1985", "12-3-1985", "12031985", dossier.matricule, dossier.numero_demande, "06 39 98 00 42"):
        assert chercher(texte=saisie, limite=8) == [personne], saisie


def test_un_numero_d_outre_mer_un_matricule_du_flux_ou_un_nir_se_trouvent_aussi(ardeche):
    personne = une_personne(mobile="+262692123456")
    personne.poser_nir("2900517019901")
    personne.save()
    msa = matricule.lire("2900517019901").valeur.cle(departement="07")
    un_dossier(personne.foyer, matricule="0012345")
    conjoint = une_personne(foyer=une_personne(mobile=None).foyer, role="CJT", mobile=None)
    un_dossier(conjoint.foyer, organisme="MSA", matricule=msa)
    for saisie in ("0692 12 34 56", "+262 692 12 34 56", "001234500000000", "12345", "12 mars 1985"):
        assert chercher(texte=saisie, limite=8) == ([] if saisie == "12 mars 1985" else [personne]), saisie
    assert {p.pk for p in chercher(texte="2 90 05 17 019 901", limite=8)} >= {personne.pk, conjoint.pk}


@pytest.mark.parametrize("saisie", ["31/02/1985", "12/03/85", "abc", ""])
def test_une_date_impossible_ou_a_deux_chiffres_n_est_pas_devinee(saisie):
    assert date_de_naissance(saisie) is None


def test_le_nir_entier_ou_ses_quatre_derniers_chiffres_suffisent(ardeche):
    personne = une_personne()
    cle = f"{97 - 2900500012345 % 97:02d}"
    personne.poser_nir(f"2900500012345{cle}")
    personne.save()
    autre = une_personne("FACTICE")
    autre.poser_nir("1850500012346")
    autre.save()
    for saisie in (f"2900500012345{cle}", "2900500012345", "2345"):
        assert chercher(texte=saisie, limite=8) == [personne], saisie


def test_qui_arrive_par_le_flux_se_trouve_aussi_par_la_fin_de_son_nir(base_vivante, tmp_path):
    un_departement()
    call_command("charger_caf", ecrire(tmp_path / "flux.xml", Mois(range(1, 4), enfants=0)), departement="07")
    with departement_courant("07"):
        for personne in Personne.objects.exclude(nir_chiffre=None):
            assert personne in chercher(texte=personne.nir[9:13], limite=8)


def test_un_numero_de_demande_peut_commencer_par_une_lettre(ardeche):
    dossier = un_dossier(une_personne().foyer, numero_demande="F0000000042")
    assert [p.foyer_id for p in chercher(texte="f0000000042", limite=8)] == [dossier.foyer_id]


@pytest.mark.parametrize(
    ("saisie", "nom"),
    [
        ("khattabi", "El Khattabi"),
        ("diaye awa", "N'Diaye"),
        ("lef zo", "Lefèvre"),
        ("leefvre", "Lefèvre"),
        ("lefevr", "Lefèvre"),
        ("lefevvre zoé", "Lefèvre"),
        ("zoe lefebre", "Lefèvre"),
        ("saintetienne", "Saint-Étienne"),
        ("saint ettienne lou", "Saint-Étienne"),
        ("nguien", "Nguyen"),
        ("filippe", "Philippe"),
        ("inconnu khattabi", "El Khattabi"),
    ],
)
def test_une_lettre_de_trop_de_moins_changee_ou_deplacee_ne_cache_personne(registre, saisie, nom):
    registre |= {n: une_personne(nom=n, prenom="Lina", mobile=None) for n in ("Nguyen", "Philippe")}
    assert registre[nom] in chercher(texte=saisie, limite=8)


@pytest.mark.parametrize("saisie", ["xyzzy", "zz", "'; DROP TABLE", "%_\\", "é", "—"])
def test_une_saisie_qui_ne_ressemble_a_rien_ne_trouve_personne(registre, saisie):
    assert chercher(texte=saisie, limite=8) == []


def test_un_nom_corrige_se_trouve_aussitot_avec_une_faute(ardeche):
    personne = une_personne(nom="Provisoire", mobile=None)
    assert chercher(texte="definitff", limite=8) == []
    personne.nom = "Définitif"
    personne.normer()
    personne.save()
    assert chercher(texte="definitff", limite=8) == [personne]


def test_un_nom_de_naissance_se_trouve_avec_une_faute(ardeche):
    personne = une_personne(nom="Exemple", nom_naissance="Jacaranda", mobile=None)
    assert chercher(texte="jacarenda", limite=8) == [personne]


def test_les_mots_d_un_departement_ne_servent_pas_a_l_autre(registre):
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = une_personne(nom="Lefèvre", prenom="Ailleurs", mobile=None)
        assert chercher(texte="lefebre", limite=8) == [ailleurs]
        assert chercher(texte="benaly", limite=8) == []
        assert set(MotConnu.objects.values_list("mot", flat=True)) == {"LEFEVRE", "AILLEURS"}
    set_departement("07")


def test_la_limite_est_tenue_et_l_ordre_ne_change_pas(ardeche):
    for rang in range(12):
        une_personne(nom="SPECIMEN", prenom=f"Lina{'ABCDEFGHIJKL'[rang]}", mobile=None)
    for saisie in ("specimen", "speciman", "17/05/1990"):
        noms = [str(p) for p in chercher(texte=saisie, limite=8)]
        assert len(noms) == 8, saisie
        assert noms == [str(p) for p in chercher(texte=saisie, limite=8)]


def test_une_personne_suivie_est_trouvee_parmi_ses_homonymes_qui_ne_le_sont_pas(ardeche):
    for _ in range(30):
        une_personne(nom="SPECIMEN", prenom="Awa", mobile=None)
    suivie = une_personne(nom="SPECIMEN", prenom="Zoé", date_naissance=date(1990, 5, 17), mobile=None)
    parmi = Personne.objects.filter(pk=suivie.pk).values("pk")
    for saisie in ("specimen", "speciman", "17/05/1990"):
        assert chercher(texte=saisie, limite=5, parmi=parmi) == [suivie], saisie


def test_personne_d_ailleurs_n_est_jamais_trouve(registre):
    un_departement("08", "Ardennes")
    with annonce("08"):
        une_personne(nom="Lefèvre", prenom="Ailleurs", date_naissance=date(1971, 1, 1))
    set_departement("07")
    assert [p.prenom for p in chercher(texte="lefevre", limite=8)] == ["Zoé"]
    assert chercher(texte="01/01/1971", limite=8) == []


def la_page(client, texte: str) -> str:
    """The page of results, as who presses Enter sees it."""
    return client.post(reverse("personnes:recherche"), {"q": texte}, follow=True).content.decode()


def test_un_partenaire_ne_trouve_que_les_personnes_de_sa_structure(connecte, client, registre):
    # given
    agent = connecte(Role.PARTENAIRE)
    affectation = agent.affectations.get()
    un_parcours(
        personne=registre["Benali"],
        modalite=Parcours.Modalite.SOCIALE,
        structure=affectation.structure,
        referent=affectation,
        confie_le=AUJOURDHUI,
    )

    # then
    assert "Benali" in la_page(client, "benali")
    assert "Lefèvre Zoé" not in la_page(client, "lefevre")
    liste = client.get(reverse("personnes:liste")).content.decode()
    assert "Benali" in liste
    assert "Lefèvre" not in liste


def test_la_recherche_repond_en_page_et_en_fragment_jamais_par_l_adresse(connecte, client, registre):
    connecte()
    page = la_page(client, "benali")
    fragment = client.post(
        reverse("personnes:recherche"), {"q": "benali"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<h1>" in page
    assert "<h1>" not in fragment
    assert "<mark>Benali</mark> Karim" in fragment
    assert client.get(reverse("personnes:recherche"), {"q": "benali"})["Location"] == reverse("personnes:liste")


def test_on_revient_aux_resultats_sans_que_l_adresse_dise_qui_l_on_cherchait(connecte, client, registre):
    connecte()
    adresse = client.post(reverse("personnes:recherche"), {"q": "benali"})["Location"]
    assert "benali" not in adresse.lower()
    assert "Karim" in client.get(adresse).content.decode()
    assert client.get(adresse[:-6] + "AAAAAA")["Location"] == reverse("personnes:liste")


def test_un_numero_de_securite_sociale_ne_passe_par_aucune_adresse(connecte, client, registre):
    connecte()
    reponse = client.post(reverse("personnes:recherche"), {"q": "2 90 05 17 019 901"})
    assert reponse.status_code == 200
    assert "Personne ne correspond" in reponse.content.decode()


def test_les_adultes_viennent_avant_les_enfants_du_meme_nom(connecte, client, registre):
    connecte()
    une_personne(nom="Benali", prenom="Aya", role="ENF", mobile=None, date_naissance=date(2020, 1, 1))
    page = la_page(client, "benali")
    assert page.index("Karim") < page.index("Aya")
    assert "enfant, 6 ans" in page


def test_chercher_coute_le_meme_nombre_de_requetes(connecte, client, registre, django_assert_max_num_queries):
    connecte()
    with django_assert_max_num_queries(12):
        client.post(reverse("personnes:recherche"), {"q": "e"})
    with django_assert_max_num_queries(12):
        client.get(reverse("personnes:liste"))
