"""What people receive: easy to read, right, and short enough for one SMS."""

from datetime import date

import pytest

from parcours import letters
from parcours.forms.session_ioc import PIECES
from parcours.services.annonces import Joignables
from spie.socle.courriers.courrier import texte_facile, texte_officiel
from spie.socle.courriers.falc import examiner
from tests.factories import MAINTENANT, un_parcours, une_personne, une_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def variables(ardeche):
    session, parcours = une_session(pieces=PIECES), un_parcours(info_recue_le=date(2026, 11, 5))
    return {
        "session": session,
        "parcours": parcours,
        "destinataire": Joignables.lire([parcours.personne]).destinataire(parcours.personne),
        "redaction": letters.Redaction.preparer(session=session, le=MAINTENANT),
    }


@pytest.mark.parametrize(
    "lettre", [letters.courrier_convocation, letters.courrier_deplacement, letters.courrier_annulation]
)
def test_chaque_lettre_est_facile_a_lire(variables, lettre):
    courrier = lettre(**variables)
    rapport = examiner(texte_facile(courrier), noms_propres=courrier.noms_propres)
    assert rapport.publiable, (rapport.score, rapport.constats)


def test_la_convocation_dit_quand_ou_quoi_et_jusqu_a_quand(variables):
    courrier = letters.courrier_convocation(**variables)
    facile, officiel = texte_facile(courrier), texte_officiel(courrier)
    assert "lundi 14 décembre 2026" in facile
    assert "votre carte d’identité ou votre titre de séjour\nun papier récent avec votre adresse" in facile
    assert "6 semaines" in officiel
    assert "le jeudi 5 novembre 2026" in officiel


def test_l_annulation_dit_qu_elle_n_est_pas_une_absence(variables):
    assert "n’est pas une absence" in texte_officiel(letters.courrier_annulation(**variables))


def test_l_adresse_longue_se_plie_dans_la_fenetre(ardeche):
    personne = une_personne("SPECIMEN")
    adresse = personne.foyer.adresses.get()
    adresse.voie = "127 bis avenue du Général Imaginaire de la Très Longue Rue"
    lignes = letters.destinataire(personne, adresse).lignes
    assert len(lignes) == 4
    assert all(len(ligne) <= 38 for ligne in lignes)


@pytest.mark.parametrize(
    "sms", [letters.sms_convocation, letters.sms_deplacement, letters.sms_annulation, letters.sms_rappel]
)
def test_chaque_message_tient_en_un_seul_sms_et_ne_dit_rien_de_la_personne(ardeche, sms):
    message = sms(une_session())
    assert message.segments == 1, (len(message.texte), message.texte)
    assert "RSA" not in message.texte


def test_les_signes_hors_de_l_alphabet_des_sms_coutent_plus(ardeche):
    assert letters.segments("é" * 160) == 1
    assert letters.segments("é" * 161) == 2
    assert letters.segments("ê" * 71) == 2
