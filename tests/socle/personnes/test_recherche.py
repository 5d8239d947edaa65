"""Find a person with what one remembers."""

from datetime import date

import pytest
from django.urls import reverse

from parcours.models import Parcours
from spie.socle.comptes.roles import Role
from spie.socle.personnes.identite import matricule
from spie.socle.personnes.recherche import chercher, date_de_naissance
from spie.socle.territoires.isolation import annonce, set_departement
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


def test_personne_d_ailleurs_n_est_jamais_trouve(registre):
    un_departement("08", "Ardennes")
    with annonce("08"):
        une_personne(nom="Lefèvre", prenom="Ailleurs", date_naissance=date(1971, 1, 1))
    set_departement("07")
    assert [p.prenom for p in chercher(texte="lefevre", limite=8)] == ["Zoé"]
    assert chercher(texte="01/01/1971", limite=8) == []


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
    assert "Benali" in client.post(reverse("personnes:recherche"), {"q": "benali"}).content.decode()
    assert "Lefèvre Zoé" not in client.post(reverse("personnes:recherche"), {"q": "lefevre"}).content.decode()
    liste = client.get(reverse("personnes:liste")).content.decode()
    assert "Benali" in liste
    assert "Lefèvre" not in liste


def test_la_recherche_repond_en_page_et_en_fragment_jamais_par_l_adresse(connecte, client, registre):
    connecte()
    page = client.post(reverse("personnes:recherche"), {"q": "benali"}).content.decode()
    fragment = client.post(
        reverse("personnes:recherche"), {"q": "benali"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<h1>" in page
    assert "<h1>" not in fragment
    assert "<mark>Benali</mark> Karim" in fragment
    assert client.get(reverse("personnes:recherche"), {"q": "benali"}).status_code == 405


def test_chercher_coute_le_meme_nombre_de_requetes(connecte, client, registre, django_assert_max_num_queries):
    connecte()
    with django_assert_max_num_queries(12):
        client.post(reverse("personnes:recherche"), {"q": "e"})
    with django_assert_max_num_queries(12):
        client.get(reverse("personnes:liste"))
