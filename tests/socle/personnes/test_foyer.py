"""L'adresse du foyer, la domiciliation, et qui s'en va : rien ne s'efface."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Adresse, Foyer, Personne
from spie.socle.personnes.services import foyer as foyers
from spie.socle.personnes.services.refus import (
    AdresseAnterieure,
    SaisieDepassee,
    SeuleDansLeFoyer,
)
from tests.factories import MAINTENANT, un_agent, une_personne

pytestmark = pytest.mark.usefixtures("ardeche", "maintenant")
AUBENAS = {"nature": "DOMICILE", "organisme": "", "attestation_au": None, "complement": "", "lieu_dit": ""}


@pytest.fixture
def commun():
    return {"par": un_agent(), "le": MAINTENANT}


def faits(personne):
    return [t.type for t in Trace.objects.de_la_personne(personne.pk)]


def changer(personne, commun, **champs):
    voulus = AUBENAS | {"voie": "2 rue Fictive", "code_postal": "07200", "ville": "Aubenas"} | champs
    reglages = {"du": MAINTENANT.date(), "sans_domicile_fixe": False} | {
        nom: voulus.pop(nom) for nom in ("du", "sans_domicile_fixe") if nom in voulus
    }
    version = foyers.version_adresse(Foyer.objects.get(pk=personne.foyer_id))
    return foyers.changer_adresse(personne=personne, version=version, **reglages, **voulus, **commun)


def test_une_adresse_en_remplace_une_autre_sans_l_effacer(commun):
    personne = une_personne()
    ancienne = Adresse.objects.get()
    nouvelle = changer(personne, commun)
    ancienne.refresh_from_db()
    assert (ancienne.au, nouvelle.du, nouvelle.commune_insee) == (MAINTENANT.date(), MAINTENANT.date(), "07019")
    assert nouvelle.source == "agent"


def test_la_meme_adresse_n_ecrit_rien(commun):
    personne = une_personne()
    premiere = changer(personne, commun)
    assert changer(personne, commun) == premiere
    assert Adresse.objects.count() == 2


def test_une_domiciliation_nomme_son_organisme(commun):
    personne = une_personne()
    champs = {"nature": "DOMICILIATION", "organisme": "CCAS d'Aubenas (fictif)", "attestation_au": date(2027, 6, 1)}
    adresse = changer(personne, commun, sans_domicile_fixe=True, voie="", **champs)
    personne.foyer.refresh_from_db()
    assert personne.foyer.sans_domicile_fixe
    assert adresse.attestation_au == date(2027, 6, 1)


@pytest.mark.parametrize(
    "champs",
    [
        {"nature": "DOMICILIATION", "organisme": ""},
        {"nature": "DOMICILIATION", "organisme": "", "attestation_au": date(2027, 1, 1)},
        {"nature": "DOMICILE", "organisme": "CCAS fictif"},
        {"nature": "HEBERGEMENT", "attestation_au": date(2027, 1, 1)},
    ],
)
def test_la_base_refuse_une_domiciliation_bancale(champs):
    adresse = une_personne().foyer.adresses.get()
    with pytest.raises(IntegrityError, match="adresse_domiciliee_par_un_organisme"), transaction.atomic():
        Adresse.objects.filter(pk=adresse.pk).update(**champs)


def test_une_adresse_ne_commence_pas_avant_celle_qu_elle_remplace(commun):
    personne = une_personne()
    with pytest.raises(AdresseAnterieure):
        changer(personne, commun, du=date(2019, 1, 1))


def test_deux_agents_qui_changent_l_adresse_ne_s_ecrasent_pas(commun):
    personne = une_personne()
    version = foyers.version_adresse(personne.foyer)
    changer(personne, commun)
    with pytest.raises(SaisieDepassee):
        foyers.changer_adresse(
            personne=personne,
            version=version,
            du=MAINTENANT.date(),
            sans_domicile_fixe=False,
            **AUBENAS,
            voie="3 rue Fictive",
            code_postal="07200",
            ville="Aubenas",
            **commun,
        )


def test_qui_quitte_un_couple_a_son_propre_foyer_et_son_histoire(commun):
    # given
    lina = une_personne()
    karim = une_personne(prenom="Karim", foyer=lina.foyer, role="CJT")

    # when
    parti = foyers.quitter_foyer(
        personne=karim, depuis=MAINTENANT.date() - timedelta(days=3), motif="séparation du couple", **commun
    )

    # then
    assert parti.foyer_id != lina.foyer_id
    assert parti.role == Personne.Role.DEMANDEUR
    (passee,) = parti.appartenances.all()
    assert (passee.foyer_id, passee.role, passee.au) == (lina.foyer_id, "CJT", date(2026, 11, 21))
    assert faits(karim) == ["FoyerQuitte"]
    with pytest.raises(SeuleDansLeFoyer):
        foyers.quitter_foyer(personne=parti, depuis=MAINTENANT.date(), motif="autre raison", **commun)
