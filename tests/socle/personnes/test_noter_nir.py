"""Donner le numéro de sécurité sociale d'une personne : chiffré, unique, jamais réaffiché."""

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Changement, Personne
from tests.factories import une_personne
from tests.pages import mots

pytestmark = pytest.mark.usefixtures("ardeche", "variables_connues", "maintenant")
NIR = "2900507019001"


@pytest.fixture
def poster(connecte, client):
    connecte(Role.REFERENT)

    def poster(personne, **champs):
        return client.post(reverse("fiche:nir", args=[personne.pk]), champs, follow=True)

    return poster


def test_le_numero_se_donne_avec_ou_sans_cle_et_reste_masque(poster):
    # given
    personne = une_personne(motif_sans_nir="en cours d'attribution")

    # when
    page = poster(personne, nir="2 90 05 07 019 001")

    # then
    personne.refresh_from_db()
    assert (personne.nir, personne.motif_sans_nir) == (NIR, "")
    assert NIR not in page.content.decode()
    assert "290••••••••01" in mots(page)
    assert NIR not in str(list(Trace.objects.values_list("donnees", flat=True)))
    assert NIR not in str(list(Changement.objects.values_list("avant", "apres")))


def test_un_numero_impossible_dit_pourquoi_sans_se_reafficher(poster):
    page = poster(une_personne(), nir="290050701900199")
    assert page.status_code == 422
    assert "La clé de ce NIR" in mots(page)
    assert "290050701900199" not in page.content.decode()


def test_deux_personnes_n_ont_pas_le_meme_numero(poster):
    # given
    autre = une_personne("FACTICE")
    autre.poser_nir(NIR)
    autre.save()

    # when
    page = poster(une_personne(), nir=NIR)

    # then
    assert "déjà celui d'une autre personne" in mots(page)
    assert Personne.objects.exclude(nir_empreinte=None).get() == autre


def test_un_numero_qui_dit_autre_chose_que_l_identite_avertit(poster):
    page = poster(une_personne(sexe="1"), nir=NIR)
    assert "À vérifier : le NIR est celui d'une femme, la personne est un homme." in mots(page)


def test_dire_pourquoi_il_n_y_en_a_pas(poster):
    page = poster(une_personne(), raison="en cours d'attribution")
    assert "non connu (en cours d'attribution)" in mots(page)


@pytest.mark.parametrize("champs", [{"nir": ""}, {"nir": NIR, "raison": "en cours d'attribution"}])
def test_l_un_ou_l_autre(poster, champs):
    assert poster(une_personne(), **champs).status_code == 422
