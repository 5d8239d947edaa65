"""La charge de chaque référent(e), comptée d'un coup."""

import pytest

from orientation.services.charge import charge_de, charges
from spie.socle.comptes.roles import Role
from tests.factories import (
    AUJOURDHUI,
    un_agent,
    un_parcours,
    un_territoire,
    une_commune,
    une_personne,
    une_structure,
)

pytestmark = pytest.mark.usefixtures("ardeche")


def une_file(nombre, **champs):
    agent = un_agent(Role.REFERENT, **champs)
    affectation = agent.affectations.get()
    for i in range(nombre):
        un_parcours(
            personne=une_personne(f"FACTICE{i}", mobile=None),
            modalite="SOCIALE",
            structure=affectation.structure,
            referent=affectation,
            confie_le=AUJOURDHUI,
        )
    return affectation


def test_t18_la_charge_se_rapporte_au_temps_de_travail():
    charge = charge_de(une_file(5, etp="0.05"), au=AUJOURDHUI)

    assert str(charge) == "5 personnes pour 0,05 ETP (100 %)"
    assert charge.pleine
    assert charge.alerte


def test_la_plus_proche_de_la_personne_vient_d_abord():
    commune = une_commune()
    loin = une_file(0, structure=une_structure("A, loin (fictif)"))
    pres = une_file(0, structure=une_structure("B, près (fictif)", territoire=un_territoire(communes=[commune])))

    assert [c.referent for c in charges(au=AUJOURDHUI, insee=commune.insee)] == [pres, loin]


def test_compter_toutes_les_charges_coute_le_meme_nombre_de_requetes(django_assert_max_num_queries):
    for _ in range(6):
        une_file(1)
    with django_assert_max_num_queries(5):
        assert len(charges(au=AUJOURDHUI)) == 6
