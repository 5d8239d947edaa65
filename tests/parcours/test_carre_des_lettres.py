"""Le carré des lettres : un lien court, sans personne, qui dit la réunion telle qu'elle est maintenant."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from orientation.letters import notification
from parcours import letters
from parcours.services.annonces import Joignables
from parcours.states import EtatSession
from spie.socle.comptes.roles import Role
from spie.socle.courriers.courrier import code_qr, html
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.lecture import lire
from spie.socle.courriers.lien import code_de, identifiant_de
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_departement, un_parcours, une_orientation, une_session
from tests.pages import mots


@pytest.fixture
def visiteur(client, ardeche, maintenant):
    """Someone with a telephone and a letter, who is not logged in."""
    client.defaults["HTTP_HOST"] = ardeche.hote
    return client


def page_de(visiteur, session) -> str:
    return mots(visiteur.get(reverse("parcours:reunion", args=[code_de(session.pk)])))


@given(st.uuids())
def test_le_code_se_relit(identifiant):
    assert identifiant_de(code_de(identifiant)) == identifiant


@pytest.mark.parametrize("faux", ["", "ABC", "minuscules", "0189", "A" * 40, "é" * 26])
def test_un_faux_code_ne_casse_rien(visiteur, faux):
    assert identifiant_de(faux) is None
    if faux:
        assert visiteur.get(reverse("parcours:reunion", args=[faux])).status_code == 404


def test_la_lettre_porte_le_carre_de_sa_reunion(ardeche):
    # given
    session, parcours = une_session(), un_parcours()
    courrier = letters.courrier_convocation(
        session=session,
        parcours=parcours,
        destinataire=Joignables.lire([parcours.personne]).destinataire(parcours.personne),
        redaction=letters.Redaction.preparer(session=session, le=MAINTENANT),
    )

    # then: the link is of this département, names nobody, and its square is on the page
    assert courrier.lien_qr == f"http://07.testserver:8000/ioc/r/{code_de(session.pk)}/"
    assert code_qr(courrier.lien_qr) in html(courrier)
    assert str(parcours.personne_id) not in courrier.lien_qr


def test_la_lettre_d_orientation_porte_le_carre_de_l_aide(ardeche):
    orientation = une_orientation()
    orientation.modalite, orientation.referent = "SOCIALE", un_agent(Role.REFERENT).affectations.get()
    personne = orientation.parcours.personne
    courrier = notification(
        orientation=orientation,
        contrat_avant_le=AUJOURDHUI,
        destinataire=Joignables.lire([personne]).destinataire(personne),
        par=un_agent(),
        le=MAINTENANT,
    )
    assert courrier.lien_qr == f"http://07.testserver:8000{reverse('orientation:aide')}"
    assert "prenez ce carré en photo" in html(courrier)


def test_sans_compte_on_lit_quand_ou_et_avec_quoi(visiteur):
    page = page_de(visiteur, une_session())
    assert "Le lundi 14 décembre 2026 À 9 heures" in page
    assert "1 place Imaginaire, 07200 Aubenas" in page
    assert "votre pièce d'identité" in page
    assert "04 65 71 00 07" in page


def test_une_reunion_deplacee_dit_sa_nouvelle_date(visiteur):
    session = une_session()
    session.debut_le += timedelta(days=1)
    session.save()
    assert "mardi 15 décembre 2026" in page_de(visiteur, session)


def test_une_reunion_annulee_ou_passee_le_dit(visiteur):
    assert "Ne venez pas." in page_de(visiteur, une_session(etat=EtatSession.ANNULEE))
    passee = page_de(visiteur, une_session(dans=timedelta(days=-2)))
    assert "La réunion est passée" in passee
    assert "1 place Imaginaire" not in passee


def test_la_reunion_d_un_autre_departement_n_existe_pas(visiteur):
    session = une_session()
    un_departement("08", "Ardennes")
    visiteur.defaults["HTTP_HOST"] = "08.testserver"
    assert visiteur.get(reverse("parcours:reunion", args=[code_de(session.pk)])).status_code == 404
    assert visiteur.get(reverse("parcours:reunion", args=[code_de(uuid4())])).status_code == 404


@pytest.mark.parametrize("etat", [EtatSession.PREVUE, EtatSession.ANNULEE])
def test_ces_pages_sont_faciles_a_lire(visiteur, etat):
    session = une_session(etat=etat, pieces="votre carte d’identité")
    lieux = (session.lieu, session.adresse, session.commune.nom, "Ardèche")
    for adresse in (reverse("parcours:reunion", args=[code_de(session.pk)]), reverse("orientation:aide")):
        rapport = examiner(lire(visiteur.get(adresse).content.decode(), dans="contenu"), noms_propres=lieux)
        assert rapport.erreurs == (), rapport.erreurs
        assert rapport.score >= 90
