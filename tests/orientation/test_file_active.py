"""La file active : les personnes que l'on suit, et elles seules."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_personne,
    une_structure,
)
from tests.pages import mots


def suivie(nom, affectation, *, contrat=None, **champs):
    """Someone entrusted to this affectation ten days ago; ``contrat``: days left to sign."""
    return un_parcours(
        personne=une_personne(nom, mobile=None),
        modalite="SOCIALE",
        structure=affectation.structure,
        referent=affectation,
        confie_le=AUJOURDHUI - timedelta(days=10),
        contrat_avant_le=None if contrat is None else AUJOURDHUI + timedelta(days=contrat),
        **champs,
    )


def liste(client, **filtres) -> str:
    return mots(client.get(reverse("orientation:file_active"), filtres))


@pytest.mark.usefixtures("variables_connues")
def test_une_referente_voit_ses_personnes_et_pas_celles_des_autres(connecte, client, ce_matin):
    moi = connecte(Role.REFERENT).affectations.get()
    suivie("AMOI", moi)
    suivie("CLOSE", moi, clos_le=MAINTENANT, motif_cloture="droit clos")
    suivie("AUTRE", un_agent(Role.REFERENT).affectations.get())
    un_parcours(personne=une_personne("PERSONNE"))

    texte = liste(client)

    assert "AMOI Lina" in texte
    assert not {"CLOSE", "AUTRE", "PERSONNE"} & set(texte.split())


def test_un_partenaire_voit_les_personnes_confiees_a_sa_structure(connecte, client, ce_matin):
    chez_nous = une_structure("Mission locale fictive", "MISSION_LOCALE")
    connecte(Role.PARTENAIRE, structure=chez_nous)
    collegue = un_agent(Role.PARTENAIRE, structure=chez_nous).affectations.get()
    suivie("CHEZNOUS", collegue)
    suivie("AILLEURS", un_agent(Role.REFERENT).affectations.get())

    texte = liste(client)

    assert "CHEZNOUS" in texte
    assert "AILLEURS" not in texte


def test_l_encadrement_choisit_la_file_d_une_personne_ou_celles_sans_referent(connecte, client, ce_matin):
    connecte(Role.ENCADRANT)
    ana, ines = (un_agent(Role.REFERENT, prenom=p).affectations.get() for p in ("Ana", "Inès"))
    suivie("DANA", ana)
    suivie("DINES", ines)
    un_parcours(personne=une_personne("SEULE"))

    noms = {"DANA", "DINES", "SEULE"}
    assert noms & set(liste(client).split()) == noms
    assert noms & set(liste(client, ref=str(ines.pk)).split()) == {"DINES"}
    assert noms & set(liste(client, ref="sans").split()) == {"SEULE"}
    assert "Sans référent(e)" in liste(client, ref="sans")


def test_une_referente_n_ouvre_pas_la_file_d_une_autre_par_l_adresse(connecte, client, ce_matin):
    connecte(Role.REFERENT)
    autre = un_agent(Role.REFERENT).affectations.get()
    suivie("AUTRE", autre)
    assert "AUTRE" not in liste(client, ref=str(autre.pk))


@pytest.mark.parametrize(
    ("filtres", "attendues"),
    [({}, {"RETARD", "ASIGNER", "SIGNEE"}), ({"contrat": "1"}, {"RETARD", "ASIGNER"}), ({"retard": "1"}, {"RETARD"})],
)
def test_le_contrat_a_signer_se_filtre_et_se_dit(connecte, client, ce_matin, filtres, attendues):
    moi = connecte(Role.REFERENT).affectations.get()
    suivie("RETARD", moi, contrat=-1)
    suivie("ASIGNER", moi, contrat=0)
    suivie("SIGNEE", moi)

    texte = liste(client, **filtres)

    assert {"RETARD", "ASIGNER", "SIGNEE"} & set(texte.split()) == attendues
    assert "En retard : contrat à signer" in texte


@pytest.mark.parametrize("role", [Role.ACCUEIL, Role.CONTROLE, Role.EMPLOI, Role.ADMINISTRATEUR])
def test_qui_ne_suit_personne_n_a_pas_de_file(connecte, client, ce_matin, role):
    connecte(role)
    assert client.get(reverse("orientation:file_active")).status_code == 403


def test_rien_n_y_vient_d_un_autre_departement(connecte, client, ce_matin):
    connecte(Role.PILOTE)
    un_departement("08", "Ardennes")
    with annonce("08"):
        suivie("AILLEURS", un_agent(Role.REFERENT).affectations.get())
    set_departement("07")
    assert "AILLEURS" not in liste(client)


@pytest.mark.parametrize("nombre", [3, 40])
def test_la_liste_coute_autant_pour_quarante_que_pour_trois(
    connecte, client, ce_matin, django_assert_max_num_queries, nombre
):
    moi = connecte(Role.REFERENT).affectations.get()
    for n in range(nombre):
        suivie(f"SPECIMEN{n}", moi)
    with django_assert_max_num_queries(11):
        liste(client)
