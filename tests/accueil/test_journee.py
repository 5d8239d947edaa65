"""« Ma journée » : chaque rôle voit en premier ce qui est en retard, et chaque chiffre ouvre sa liste."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from orientation.services import surveillance
from parcours.states import EtatConvocation
from spie.accueil.journee import FIGURES, compteurs
from spie.accueil.regard import Regard
from spie.accueil.semaine import agenda, charges_des_equipes
from spie.accueil.taches import SOURCES, taches
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_dossier,
    un_parcours,
    un_territoire,
    une_commune,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
    une_structure,
)

pytestmark = pytest.mark.usefixtures("ardeche", "maintenant")


def un_regard(role, **champs) -> Regard:
    return Regard(un_agent(role, **champs).affectations.get(), MAINTENANT)


def une_personne_confiee(affectation, nom="SPECIMEN", *, contrat_dans, confiee_depuis=20, modalite="SOCIALE"):
    return un_parcours(
        personne=une_personne(nom),
        modalite=modalite,
        structure=affectation.structure,
        referent=affectation,
        confie_le=AUJOURDHUI - timedelta(days=confiee_depuis),
        contrat_avant_le=AUJOURDHUI + timedelta(days=contrat_dans),
    )


def en_clair(groupes) -> dict[str, list[str]]:
    return {groupe.titre: [tache.qui for tache in groupe.taches] for groupe in groupes}


@pytest.mark.parametrize("role", Role.values)
def test_chaque_role_a_ses_chiffres_et_ses_taches(role):
    assert role in FIGURES
    assert role in SOURCES


def test_le_referent_voit_ses_contrats_le_plus_en_retard_d_abord():
    # given
    r = un_regard(Role.REFERENT)
    for nom, dans in (("PLUS-TARD", 20), ("RETARD", -6), ("SEMAINE", 3), ("JOUR", 0), ("GRAND-RETARD", -12)):
        une_personne_confiee(r.affectation, nom, contrat_dans=dans)
    une_personne_confiee(un_agent(Role.REFERENT).affectations.get(), "D-UN-AUTRE", contrat_dans=-3)

    # then
    assert en_clair(taches(r)) == {
        "En retard": ["GRAND-RETARD Lina", "RETARD Lina"],
        "Aujourd’hui": ["JOUR Lina"],
        "Sous 7 jours": ["SEMAINE Lina"],
        "Plus tard": ["PLUS-TARD Lina"],
    }


def test_l_encadrante_ne_voit_que_son_territoire():
    # given
    ici, ailleurs = une_commune(), une_commune("07010", "Annonay", "07100")
    pole = un_territoire(communes=[ici])
    un_territoire("DTAS Nord", communes=[ailleurs])
    r = un_regard(Role.ENCADRANT, structure=une_structure(territoire=pole))
    for nom, commune in (("ICI", ici), ("AILLEURS", ailleurs)):
        parcours = un_parcours(personne=une_personne(nom, commune=commune))
        une_orientation(parcours=parcours, echeance_locale=AUJOURDHUI - timedelta(days=2))

    # then
    assert en_clair(taches(r))["En retard"] == ["ICI Lina"]
    assert compteurs(r)[0].nombre == 1
    assert compteurs(r)[0].ton == "danger"
    assert str(pole.pk) in compteurs(r)[0].href


def test_le_secretariat_voit_les_feuilles_a_remplir_puis_les_places():
    # given
    r = un_regard(Role.ACCUEIL)
    une_convocation(session=une_session(dans=-timedelta(hours=1)))
    une_session(dans=timedelta(days=30))
    une_convocation(etat=EtatConvocation.ABSENTE_A_QUALIFIER, session=une_session(dans=-timedelta(days=9), capacite=1))

    # then
    en_mots = [(t.quoi, t.action) for g in taches(r) for t in g.taches]
    assert en_mots[0] == ("Présences à enregistrer", "Émarger")
    assert ("12 places à remplir", "Convoquer") in en_mots
    assert ("Absences à qualifier", "Qualifier") in en_mots


def test_le_pilote_sait_qu_aucun_fichier_n_est_charge_ce_mois_ci():
    assert en_clair(taches(un_regard(Role.PILOTE)))["Dès que possible"] == ["Fichier de la CAF"]


def test_rien_a_faire_se_dit(client, connecte):
    connecte(Role.REFERENT)
    page = client.get("/").content.decode()
    assert "Tout est à jour" in page
    assert "Mardi 24 novembre 2026" in page


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.PILOTE])
def test_l_alerte_de_la_verification_se_lit_et_mene_a_la_file(client, connecte, role):
    # given
    connecte(role)
    une_orientation(echeance_locale=AUJOURDHUI - timedelta(days=3), echeance_legale=AUJOURDHUI - timedelta(days=1))
    surveillance.surveiller(au=AUJOURDHUI, le=MAINTENANT)

    # when
    page = client.get("/").content.decode()

    # then
    assert "Six semaines légales écoulées : 1 personne." in page
    assert "SPECIMEN Lina" in client.get(reverse("orientation:file"), {"alerte": "BASCULE"}).content.decode()


def un_peu_de_tout(affectation):
    """Something behind every figure of every role."""
    for dans, modalite in ((-3, "SOCIALE"), (2, "PROFESSIONNELLE"), (20, "SOCIOPROFESSIONNELLE")):
        une_personne_confiee(affectation, contrat_dans=dans, confiee_depuis=2, modalite=modalite)
    for dans in (-2, 3, 15):
        une_orientation(echeance_locale=AUJOURDHUI + timedelta(days=dans))
    une_convocation(session=une_session(dans=-timedelta(hours=1)))
    une_convocation(etat=EtatConvocation.ABSENTE_A_QUALIFIER, session=une_session(dans=-timedelta(days=9)))
    un_dossier(une_personne().foyer, etat="3")
    un_dossier(une_personne().foyer, etat="4")
    envoi = Envoi(
        canal="SMS", cle="essai", objet_id=affectation.pk, gabarit="rappel_ioc", etat="ECHEC",
        depose_le=MAINTENANT, prochain_essai=MAINTENANT,
    )  # fmt: skip
    envoi.sceller(destinataire="+33639980001", contenu={"texte": "Essai"})
    envoi.save()


@pytest.mark.parametrize("role", Role.values)
def test_chaque_chiffre_ouvre_une_liste_qui_montre_ce_qu_il_compte(client, connecte, role):
    # given
    affectation = connecte(role).affectations.get()
    un_peu_de_tout(affectation)
    figures = compteurs(Regard(affectation, MAINTENANT))
    assert any(figure.nombre for figure in figures)

    # then: the page opens for this role, and where it is a list of rows it shows as many
    for figure in figures:
        reponse = client.get(figure.href)
        assert reponse.status_code == 200, figure.href
        if "sans date d’IOC" not in figure.mots:
            assert lignes(reponse) == figure.nombre, figure.href


def lignes(reponse) -> int:
    """Rows of the main table of a page."""
    page = reponse.content.decode()
    return page.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") if "<tbody>" in page else 0


@pytest.mark.parametrize("role", Role.values)
def test_aucun_lien_de_la_journee_n_est_interdit_a_son_role(client, connecte, role):
    affectation = connecte(role).affectations.get()
    un_peu_de_tout(affectation)
    for groupe in taches(Regard(affectation, MAINTENANT)):
        for tache in groupe.taches:
            assert client.get(tache.href).status_code == 200, urlsplit(tache.href).path


@pytest.mark.parametrize("role", Role.values)
def test_la_journee_coute_peu_de_requetes(client, connecte, role, django_assert_max_num_queries):
    un_peu_de_tout(connecte(role).affectations.get())
    with django_assert_max_num_queries(28):
        client.get("/")


def test_l_agenda_du_referent_a_les_reunions_de_son_territoire_et_celles_qu_il_anime():
    # given
    pole = un_territoire(communes=[une_commune()])
    r = un_regard(Role.REFERENT, structure=une_structure(territoire=pole))
    sienne, ailleurs = une_session(dans=timedelta(days=2)), un_territoire("DTAS Nord")
    animee = une_session(dans=timedelta(days=3), territoire=ailleurs)
    animee.animations.create(affectation=r.affectation)
    une_session(dans=timedelta(days=2), territoire=ailleurs)
    une_session(dans=timedelta(days=12))

    # then
    assert agenda(r) == [sienne, animee]
    assert agenda(un_regard(Role.CONTROLE)) == []


def test_seul_qui_confie_des_personnes_voit_les_charges():
    une_personne_confiee(un_regard(Role.REFERENT).affectation, contrat_dans=3)
    assert charges_des_equipes(un_regard(Role.PILOTE))[0].personnes == 1
    assert charges_des_equipes(un_regard(Role.REFERENT)) == []
