"""Les voies de recours : le bon tribunal pour chaque département, à sa date, et son choix s'il en fait un."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from spie.socle.calendrier.models import VoiesDeRecours, VoiesDeRecoursLocales
from spie.socle.calendrier.recours import VoiesDeRecoursInconnues, voies_de_recours
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import AUJOURDHUI, un_departement

LOCALES = {
    "rapo_adresse": "1 place Imaginaire, 00100 Ville-Exemple",
    "tribunal_nom": "tribunal administratif d’Exemple",
    "tribunal_adresse": "2 place Imaginaire, 00100 Ville-Exemple",
    "source": "délibération fictive",
}


@pytest.mark.parametrize(
    ("code", "tribunal", "adresse", "rapo"),
    [
        ("07", "tribunal administratif de Lyon", "184 rue Duguesclin, 69433 Lyon cedex 03", "Privas"),
        ("08", "tribunal administratif de Châlons-en-Champagne", "25 rue du Lycée, 51036", "Charleville-Mézières"),
    ],
)
def test_chaque_departement_a_son_tribunal_et_sa_source(ardeche, code, tribunal, adresse, rapo):
    un_departement(code, f"Département {code}")
    with annonce(code):
        voies = voies_de_recours(au=AUJOURDHUI)

    assert voies.tribunal_nom == tribunal
    assert adresse in voies.tribunal_adresse
    assert rapo in voies.rapo_adresse
    assert "R. 221-3" in voies.source


def test_une_adresse_qui_change_ne_change_pas_les_lettres_d_avant(ardeche):
    VoiesDeRecours.objects.filter(code_departement="07").update(valide_au=AUJOURDHUI)
    VoiesDeRecours.objects.create(code_departement="07", valide_du=AUJOURDHUI + timedelta(days=1), **LOCALES)

    assert voies_de_recours(au=AUJOURDHUI).tribunal_nom == "tribunal administratif de Lyon"
    assert voies_de_recours(au=AUJOURDHUI + timedelta(days=1)).tribunal_nom == LOCALES["tribunal_nom"]


def test_ce_que_le_departement_ecrit_l_emporte_a_partir_de_sa_date(ardeche):
    VoiesDeRecoursLocales.objects.create(valide_du=AUJOURDHUI, **LOCALES)

    assert voies_de_recours(au=AUJOURDHUI).rapo_adresse == LOCALES["rapo_adresse"]
    assert "Privas" in voies_de_recours(au=AUJOURDHUI - timedelta(days=1)).rapo_adresse


def test_le_choix_d_un_departement_ne_vaut_pas_pour_un_autre(ardeche):
    un_departement("08", "Ardennes")
    with annonce("08"):
        VoiesDeRecoursLocales.objects.create(valide_du=AUJOURDHUI, **LOCALES)
    set_departement("07")
    assert voies_de_recours(au=AUJOURDHUI).tribunal_nom == "tribunal administratif de Lyon"


def test_un_departement_dont_rien_n_est_connu_le_dit_et_ne_devine_pas(ardeche):
    un_departement("74", "Haute-Savoie")
    with annonce("74"), pytest.raises(VoiesDeRecoursInconnues, match="Demandez à l’administrateur"):
        voies_de_recours(au=AUJOURDHUI)


def test_recharger_les_textes_ne_double_rien_et_respecte_le_choix_local(ardeche, capsys):
    VoiesDeRecoursLocales.objects.create(valide_du=date(2026, 1, 1), **LOCALES)
    VoiesDeRecours.objects.filter(code_departement="07").update(tribunal_nom="abîmé")
    nombre = VoiesDeRecours.objects.count()

    call_command("charger_textes")

    assert VoiesDeRecours.objects.count() == nombre
    assert VoiesDeRecours.objects.get(code_departement="07").tribunal_nom == "tribunal administratif de Lyon"
    assert VoiesDeRecoursLocales.objects.get().tribunal_nom == LOCALES["tribunal_nom"]
    assert "2 voies de recours en place" in capsys.readouterr().out


def test_l_administrateur_saisit_les_voies_de_recours_de_son_departement(connecte, client):
    # given
    administratrice = connecte(Role.ADMINISTRATEUR)

    # when
    reponse = client.post(
        reverse("admin:calendrier_voiesderecourslocales_add"), LOCALES | {"valide_du": "2026-11-01", "valide_au": ""}
    )

    # then
    assert reponse.status_code == 302, reponse.context["errors"]
    assert voies_de_recours(au=AUJOURDHUI).tribunal_nom == LOCALES["tribunal_nom"]
    assert Trace.objects.get(type="ReferenceModifiee").acteur == administratrice


def test_l_administrateur_regle_un_delai_connu_et_pas_un_autre(connecte, client):
    connecte(Role.ADMINISTRATEUR)
    page = reverse("admin:calendrier_parametrelocal_add")
    choix = {"valeur": "21", "motif": "délibération fictive", "valide_du": "2026-11-01", "valide_au": ""}

    assert "Premier rappel par SMS avant la réunion (jours)" in client.get(page).content.decode()
    assert client.post(page, choix | {"code": "ioc.rapel"}).status_code == 200
    assert client.post(page, choix | {"code": "ioc.rappel_1"}).status_code == 302


def test_ce_que_disent_les_textes_ne_se_corrige_pas_a_l_ecran(connecte, client):
    connecte(Role.ADMINISTRATEUR)
    for table in ("parametrelegal", "voiesderecours"):
        assert client.get(reverse(f"admin:calendrier_{table}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:calendrier_{table}_add")).status_code == 403
