"""Les chiffres de « Ma journée » : ceux de chaque rôle, et la liste que chacun ouvre."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from spie.accueil.journee import compteurs
from spie.accueil.regard import Regard
from spie.accueil.semaine import ma_charge
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
    une_structure,
)
from tests.gabarits import variables_connues
from tests.pages import mots

__all__ = ["variables_connues"]

RETARD, SUIVI = ["contrats en retard"], ["contrats à signer sous 7 jours", "nouvelles personnes"]
EMARGER, ABSENCES = ["réunions à émarger"], ["personnes à reconvoquer", "absences à qualifier"]
ORIENTATION = ["orientations dépassées", "à décider sous 7 jours"]
LETTRES, ENVOIS = ["lettres à imprimer"], ["messages en échec"]
PAR_ROLE = {
    Role.ACCUEIL: [*EMARGER, "personnes sans date d’IOC", *ABSENCES, *LETTRES, *ENVOIS],
    Role.REFERENT: RETARD + SUIVI + EMARGER,
    Role.ENCADRANT: [*ORIENTATION, "à décider entre 7 et 21 jours", *RETARD, *EMARGER],
    Role.PILOTE: ORIENTATION + RETARD + EMARGER + ENVOIS,
    Role.CONTROLE: ["personnes au droit suspendu", "personnes au versement suspendu"],
    Role.EMPLOI: ["en modalité professionnelle", "en modalité socio-professionnelle"],
    Role.PARTENAIRE: [*RETARD, *SUIVI, "personnes suivies"],
    Role.ADMINISTRATEUR: ENVOIS + LETTRES,
}
SANS_TACHE = (Role.CONTROLE, Role.EMPLOI)


@pytest.fixture
def ce_matin(maintenant, ardeche):
    return maintenant


def un_regard(agent) -> Regard:
    return Regard(agent.affectations.get(), MAINTENANT)


def des_compteurs(agent):
    return compteurs(un_regard(agent))


def chiffres(agent) -> dict[str, int]:
    """Each figure, by its words in the plural."""
    return {c.libelle.split("|")[-1]: c.nombre for c in des_compteurs(agent)}


def une_suivie(nom, affectation, *, depuis=10, contrat=20):
    return un_parcours(
        personne=une_personne(nom, mobile=None),
        modalite="SOCIALE",
        structure=affectation.structure,
        referent=affectation,
        confie_le=AUJOURDHUI - timedelta(days=depuis),
        contrat_avant_le=AUJOURDHUI + timedelta(days=contrat),
    )


@pytest.mark.usefixtures("variables_connues")
@pytest.mark.parametrize("role", Role.values)
def test_chaque_role_a_ses_compteurs(connecte, client, ce_matin, role):
    agent = connecte(role)
    page = mots(client.get("/"))

    assert list(chiffres(agent)) == PAR_ROLE[role]
    assert f"Bonjour {agent.prenom}" in page
    assert "Mardi 24 novembre 2026" in page
    assert ("Cherchez une personne en haut de la page" in page) == (role in SANS_TACHE)


@pytest.mark.parametrize("role", PAR_ROLE)
def test_chaque_chiffre_ouvre_une_page_que_ce_role_peut_voir(connecte, client, ce_matin, role):
    connecte(role)
    liens = re.findall(r'class="compteur[^"]*" href="([^"]+)"', client.get("/").content.decode())
    assert len(liens) == len(PAR_ROLE[role])
    assert {lien: client.get(lien).status_code for lien in liens} == dict.fromkeys(liens, 200)


def test_chaque_chiffre_est_celui_de_la_liste_qu_il_ouvre(connecte, client, ce_matin):
    # given
    pilote = connecte(Role.PILOTE)
    referente = un_agent(Role.REFERENT).affectations.get()
    une_suivie("NOUVELLE", referente, depuis=2)
    une_suivie("ANCIENNE", referente, depuis=40, contrat=-3)
    for n, jours in enumerate((-1, 3, 30)):
        parcours = un_parcours(personne=une_personne(f"CAS{n}", mobile=None))
        une_orientation(parcours=parcours, echeance_locale=AUJOURDHUI + timedelta(days=jours))
        une_convocation(session=une_session(dans=timedelta(days=jours)), parcours=parcours)

    # when
    ouvertes = {c.libelle.split("|")[-1]: mots(client.get(c.href)) for c in des_compteurs(pilote) if c.nombre}

    # then
    assert set(ouvertes) == {*RETARD, *EMARGER, *ORIENTATION}
    for mots_, nombre in chiffres(pilote).items():
        if nombre:
            assert f" {nombre} résultat" in ouvertes[mots_], mots_


def test_une_referente_compte_ses_personnes_pas_celles_des_autres(ce_matin):
    moi, autre = un_agent(Role.REFERENT), un_agent(Role.REFERENT)
    une_suivie("NOUVELLE", moi.affectations.get(), depuis=7)
    une_suivie("ANCIENNE", moi.affectations.get(), depuis=8)
    une_suivie("ENRETARD", moi.affectations.get(), depuis=40, contrat=-1)
    une_suivie("AUTRE", autre.affectations.get())

    assert [chiffres(moi)[mots_] for mots_ in RETARD + SUIVI] == [1, 0, 1]
    assert [chiffres(autre)[mots_] for mots_ in RETARD + SUIVI] == [0, 0, 0]
    assert [ma_charge(un_regard(agent)).personnes for agent in (moi, autre)] == [3, 1]


def test_un_partenaire_compte_les_personnes_de_sa_structure(ce_matin):
    structure = une_structure("Mission locale fictive", "MISSION_LOCALE")
    partenaire = un_agent(Role.PARTENAIRE, structure=structure)
    une_suivie("CHEZNOUS", un_agent(Role.PARTENAIRE, structure=structure).affectations.get())
    une_suivie("AILLEURS", un_agent(Role.REFERENT).affectations.get())

    assert chiffres(partenaire)["personnes suivies"] == 1


def test_le_secretariat_voit_les_feuilles_a_remplir_et_les_absences(ce_matin):
    # given
    accueil = un_agent(Role.ACCUEIL)
    hier, demain = une_session(dans=timedelta(days=-1)), une_session(dans=timedelta(days=1))
    for session in (hier, demain):
        une_convocation(session=session, parcours=un_parcours(personne=une_personne(f"P{session.pk.hex[-4:]}")))
    une_convocation(session=hier, parcours=un_parcours(personne=une_personne("ABSENTE")), etat="ABSENTE_A_QUALIFIER")

    # then
    assert chiffres(accueil) == {
        "réunions à émarger": 1,
        "personnes sans date d’IOC": 0,
        "personnes à reconvoquer": 1,
        "absences à qualifier": 1,
        "lettres à imprimer": 0,
        "messages en échec": 0,
    }


def test_l_encadrement_voit_ce_qui_depasse_et_ce_qui_presse(ce_matin):
    encadrante = un_agent(Role.ENCADRANT)
    for nom, jours in (("A", -1), ("B", -30), ("C", 0), ("D", 6), ("E", 7)):
        une_orientation(
            parcours=un_parcours(personne=une_personne(f"CAS{nom}")), echeance_locale=AUJOURDHUI + timedelta(days=jours)
        )
    assert [chiffres(encadrante)[mots_] for mots_ in ORIENTATION] == [2, 2]


def test_l_encadrement_voit_qui_suit_trop_de_monde_la_plus_chargee_d_abord(connecte, client, ce_matin):
    connecte(Role.ENCADRANT)
    calme, chargee = (un_agent(Role.REFERENT, nom=nom, etp="0.02").affectations.get() for nom in ("CALME", "CHARGEE"))
    une_suivie("X", calme)
    for nom in ("Y", "Z"):
        une_suivie(nom, chargee)

    page = mots(client.get("/"))

    assert page.index("Ana CHARGEE") < page.index("Ana CALME")
    assert "2 personnes pour 0,02 ETP (100 %) file pleine" in page


def test_un_message_abandonne_se_voit_de_ceux_qui_peuvent_agir(ce_matin):
    personne = une_personne()
    envoi = Envoi(
        canal="SMS", cle="essai", personne=personne, objet_id=personne.pk, gabarit="essai", etat="ECHEC",
        depose_le=MAINTENANT, prochain_essai=MAINTENANT,
    )  # fmt: skip
    envoi.sceller(destinataire="+33639980001", contenu={"texte": "Bonjour"})
    envoi.save()

    assert chiffres(un_agent(Role.PILOTE))["messages en échec"] == 1
    assert "messages en échec" not in chiffres(un_agent(Role.REFERENT))


@pytest.mark.parametrize("nombre", [2, 30])
def test_l_accueil_coute_autant_pour_trente_personnes_que_pour_deux(
    connecte, client, ce_matin, django_assert_max_num_queries, nombre
):
    connecte(Role.PILOTE)
    for n in range(nombre):
        une_orientation(parcours=un_parcours(personne=une_personne(f"SPECIMEN{n}", mobile=None)))
    with django_assert_max_num_queries(24):
        client.get("/")


def test_un_agent_sans_affectation_ici_n_entre_pas(connecte, client, ce_matin):
    agent = connecte(Role.REFERENT)
    agent.affectations.update(active=False)
    assert client.get(reverse("accueil:journee")).status_code == 403
