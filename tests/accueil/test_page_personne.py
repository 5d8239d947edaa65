"""La fiche complète : ce qui a changé, ce qui se corrige, deux agents sur le même bloc, qui a lu quoi."""

import pytest

from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import (
    Adresse,
    Foyer,
    Opposition,
)
from tests.accueil.fiche import en_clair, identite, page, poster, une_fiche_complete
from tests.factories import une_personne

pytestmark = pytest.mark.usefixtures("ardeche", "variables_connues", "maintenant")


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.PARTENAIRE])
def test_la_fiche_dit_tout_a_chaque_role(connecte, client, role):
    # given
    connecte(role)
    personne = une_fiche_complete()

    # when
    contenu = en_clair(page(client, personne))

    # then
    for mots in (
        "Le RSA est ouvert depuis le 1er mars 2025 ; versement suspendu par la CAF le 1er octobre 2026, car la "
        "déclaration trimestrielle manque.",
        "français, arabe",
        "nécessaire, en arabe",
        "appel téléphonique",
        "Ne veut plus de messages par SMS, dit le 02/11/2026",
        "aussi celui de",
        "Majoration pour parent isolé depuis le 01/02/2026",
        "jamais une sanction du département",
        "Pays Imaginaire",
    ):
        assert mots in contenu, mots
    modifie = role in (Role.ACCUEIL, Role.REFERENT)
    assert ("Corriger l’identité" in contenu) is modifie


def test_le_numero_de_securite_sociale_reste_masque(referente, client):
    personne = une_personne()
    personne.poser_nir("2900507019001")
    personne.save()
    for nom in ("accueil:fiche", "accueil:changements", "fiche:identite"):
        assert "2900507019001" not in page(client, personne, nom).content.decode()
    assert "290••••••••01" in en_clair(page(client, personne))


def test_les_pages_de_correction_demandent_le_droit_d_ecrire(connecte, client):
    connecte(Role.ENCADRANT)
    personne = une_personne()
    for nom in ("identite", "echanges", "ajouter_contact", "opposition", "adresse", "quitter_foyer"):
        assert page(client, personne, f"fiche:{nom}").status_code == 403
        assert poster(client, personne, f"fiche:{nom}").status_code == 403


def test_corriger_l_identite_garde_l_avant_et_l_apres(referente, client):
    # given
    personne = une_personne(mobile=None)

    # when
    reponse = poster(client, personne, "fiche:identite", **identite(personne, nom="FACTICE", nationalite="F"))

    # then
    assert reponse.status_code == 302
    contenu = en_clair(page(client, personne, "accueil:changements"))
    assert "Nom d’usage" in contenu
    assert "SPECIMEN" in contenu
    assert str(referente) in contenu
    assert "Identité corrigée (nom d’usage, nationalité) : dit par la personne." in en_clair(page(client, personne))


def test_une_correction_sans_raison_est_refusee_sans_rien_perdre(referente, client):
    personne = une_personne()
    reponse = poster(client, personne, "fiche:identite", **identite(personne, nom="FACTICE", motif=""))
    assert reponse.status_code == 422
    assert 'value="FACTICE"' in reponse.content.decode()


def test_noter_les_langues_et_l_interprete(referente, client):
    # given
    personne = une_personne()
    champs = {"langues": ["fra", "ary"], "besoin_interprete": "True", "canal_prefere": "APPEL", "version": 1}

    # when
    oubli = poster(client, personne, "fiche:echanges", **champs)
    poster(client, personne, "fiche:echanges", **champs, langue_interprete="ary")

    # then
    personne.refresh_from_db()
    assert oubli.status_code == 422
    assert (personne.langues, personne.besoin_interprete, personne.langue_interprete) == (["fra", "ary"], True, "ary")


@pytest.mark.parametrize(
    ("ecrit", "garde", "est_mobile"),
    [
        ("06 39 98 00 07", "+33639980007", True),
        ("0465710007", "+33465710007", False),
        ("0692 12 34 56", "+262692123456", True),
        ("Lina.Specimen@Example.org", "lina.specimen@example.org", False),
    ],
)
def test_ajouter_un_telephone_ou_un_courriel(referente, client, ecrit, garde, est_mobile):
    personne = une_personne(mobile=None)
    poster(client, personne, "fiche:ajouter_contact", valeur=ecrit, titulaire="PERSONNE")
    contact = personne.contacts.get()
    assert (contact.valeur, contact.est_mobile, contact.source) == (garde, est_mobile, "agent")


@pytest.mark.parametrize("ecrit", ["12", "pas un numéro", "lina@", ""])
def test_une_coordonnee_impossible_est_refusee(referente, client, ecrit):
    reponse = poster(client, une_personne(), "fiche:ajouter_contact", valeur=ecrit, titulaire="PERSONNE")
    assert reponse.status_code == 422


def test_verifier_puis_ne_plus_utiliser(referente, client):
    # given
    personne = une_personne()
    contact = personne.contacts.get()

    # when
    poster(client, personne, "fiche:verifier_contact", contact.pk)
    verifie = en_clair(page(client, personne))
    poster(client, personne, "fiche:terminer_contact", contact.pk, motif="ne répond plus")

    # then
    assert f"vérifié le 24/11/2026 par {referente}" in verifie
    contenu = en_clair(page(client, personne))
    assert "Aucun téléphone ni courriel connu." in contenu
    assert "jusqu’au 24/11/2026 : ne répond plus" in contenu


def test_enregistrer_un_refus_puis_le_lever(referente, client):
    personne = une_personne()
    poster(client, personne, "fiche:opposition", canal="SMS", dite_le="2026-11-20")
    assert f"noté par {referente}" in en_clair(page(client, personne))
    poster(client, personne, "fiche:lever_opposition", canal="SMS")
    assert not Opposition.objects.en_cours().exists()


def test_un_refus_ne_vient_pas_du_futur(referente, client):
    assert poster(client, une_personne(), "fiche:opposition", canal="SMS", dite_le="2027-01-01").status_code == 422


def test_domicilier_une_personne(referente, client):
    # given
    personne = une_personne()
    version = f"{Adresse.objects.get().pk}:0"
    champs = {
        "version": version,
        "nature": "DOMICILIATION",
        "organisme": "CCAS d'Aubenas (fictif)",
        "attestation_au": "2027-06-01",
        "code_postal": "07200",
        "ville": "Aubenas",
        "sans_domicile_fixe": "on",
        "du": "2026-11-20",
    }

    # when
    reponse = poster(client, personne, "fiche:adresse", **champs)

    # then
    assert reponse.status_code == 302
    contenu = en_clair(page(client, personne))
    assert "Domiciliée par CCAS d&#x27;Aubenas (fictif) (attestation jusqu’au 01/06/2027)" in contenu
    assert "sans domicile fixe" in contenu
    assert Adresse.objects.get(au=None).commune_insee == "07019"


def test_une_domiciliation_demande_son_organisme(referente, client):
    personne = une_personne()
    champs = {"nature": "DOMICILIATION", "code_postal": "07200", "ville": "Aubenas", "du": "2026-11-20"}
    reponse = poster(client, personne, "fiche:adresse", version=f"{Adresse.objects.get().pk}:0", **champs)
    assert "Écrivez le nom de l’organisme" in en_clair(reponse)


def test_quitter_le_foyer_depuis_la_page(referente, client):
    # given
    lina = une_personne()
    karim = une_personne(prenom="Karim", foyer=lina.foyer, role="CJT")

    # when
    poster(client, karim, "fiche:quitter_foyer", depuis="2026-11-20", motif="séparation du couple")

    # then
    assert Foyer.objects.count() == 2
    assert "conjoint(e) ici jusqu’au 20/11/2026" in en_clair(page(client, lina))
    assert "conjoint(e) dans un autre foyer" in en_clair(page(client, karim))
