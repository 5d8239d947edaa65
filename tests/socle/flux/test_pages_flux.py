"""Les pages du chargement : ce qu'elles proposent quand il est fini."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spie.socle.comptes.roles import Role
from spie.socle.flux.models import LotFlux

pytestmark = pytest.mark.django_db


def test_le_fichier_charge_mene_a_toute_la_file_quel_que_soit_le_delai_qui_reste(connecte, client):
    # given
    pilote = connecte(Role.PILOTE)
    le = timezone.now()
    lot = LotFlux.objects.create(
        nom_fichier="RSABEM_essai.xml", chemin="absent.xml", sha256="0" * 64, taille=1000, etat="CHARGE", total=3,
        lus=3, crees=3, entrees=3, depose_le=le, depose_par=pilote, debut_le=le, fin_le=le, battement_le=le,
    )  # fmt: skip

    # when
    page = client.get(reverse("flux:detail", args=[lot.pk])).content.decode()

    # then
    assert f'class="btn btn-primary" href="{reverse("orientation:file")}">' in page
    assert "Voir les orientations à décider" in page
