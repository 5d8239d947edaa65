"""Le carré des lettres : une adresse courte, sans personne, qui dit la réunion telle qu'elle est maintenant."""

import re
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import segno
from django.db.models import F
from django.urls import reverse

from orientation.letters import notification
from parcours import letters
from parcours.forms.session_ioc import PIECES
from parcours.models import SessionIOC
from parcours.services.annonces import Joignables
from parcours.services.session_ioc import annuler
from parcours.states import EtatSession
from spie.socle.comptes.roles import Role
from spie.socle.courriers.courrier import html
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.lecture import lire
from spie.socle.courriers.lien import a_recopier, adresse_publique
from spie.socle.courriers.rendu import pdf
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_convocation,
    une_orientation,
    une_session,
    une_structure,
)
from tests.pages import mots

pytestmark = pytest.mark.django_db
TRAIT = re.compile(r"^([\d.]+) ([\d.]+) m\n([\d.]+) [\d.]+ l$", re.MULTILINE)


@pytest.fixture
def visiteur(client, ardeche, maintenant):
    """Someone with a telephone and a letter, who is not logged in."""
    client.defaults["HTTP_HOST"] = ardeche.hote
    return client


def la_page(session) -> str:
    return reverse("parcours:reunion", args=[session.code])


def lue(visiteur, session) -> str:
    return mots(visiteur.get(la_page(session)))


def convocation(lettre, session, parcours):
    return lettre(
        session=session,
        parcours=parcours,
        destinataire=Joignables.lire([parcours.personne]).destinataire(parcours.personne),
        redaction=letters.Redaction.preparer(session=session, le=MAINTENANT),
    )


def decision():
    orientation = une_orientation()
    orientation.modalite, orientation.referent = "SOCIALE", un_agent(Role.REFERENT).affectations.get()
    personne = orientation.parcours.personne
    destinataire = Joignables.lire([personne]).destinataire(personne)
    return notification(
        orientation=orientation,
        contrat_avant_le=AUJOURDHUI,
        destinataire=destinataire,
        par=un_agent(),
        le=MAINTENANT,
    )


def carre_dessine(feuille: bytes) -> set[tuple[int, int]]:
    """The dark modules of the square, read in the drawing of the page: it is drawn one run of modules at a time."""
    with pikepdf.open(BytesIO(feuille)) as document:
        dessins = document.pages[0].Contents.read_bytes().decode("latin-1").split("/Figure")
    traits = max((TRAIT.findall(dessin.partition("EMC")[0]) for dessin in dessins), key=len)
    return {
        (int(float(ligne)), colonne)
        for debut, ligne, fin in traits
        for colonne in range(int(float(debut)), int(float(fin)))
    }


def carre_attendu(lien: str) -> set[tuple[int, int]]:
    modules = segno.make(lien, error="m", micro=False).matrix_iter(border=4)
    return {(y, x) for y, ligne in enumerate(modules) for x, sombre in enumerate(ligne) if sombre}


def textes_des_images(feuille: bytes) -> list[str]:
    with pikepdf.open(BytesIO(feuille)) as document:
        objets = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        return [str(objet.Alt) for objet in objets]


@pytest.mark.parametrize("lettre", [letters.courrier_convocation, letters.courrier_deplacement])
def test_la_lettre_imprimee_porte_le_carre_de_sa_reunion(ardeche, lettre):
    # given
    session, parcours = une_session(), un_parcours()

    # when
    courrier = convocation(lettre, session, parcours)
    feuille = pdf(courrier)

    # then: the link is of this département and names nobody; it is drawn, said aloud, and written to be typed
    assert courrier.lien_qr == f"http://07.testserver:8000/ioc/{session.code}/"
    assert carre_dessine(feuille) == carre_attendu(courrier.lien_qr)
    assert f"Carré à prendre en photo pour ouvrir la page {courrier.lien_qr}" in textes_des_images(feuille)
    assert f"07.testserver:8000/<wbr>ioc/<wbr>{session.code}</p>" in html(courrier)


def test_la_lettre_de_decision_porte_le_carre_de_l_aide(ardeche):
    courrier = decision()
    feuille = pdf(courrier)
    assert courrier.lien_qr == "http://07.testserver:8000/orientation/aide/"
    assert carre_dessine(feuille) == carre_attendu(courrier.lien_qr)
    assert f"Carré à prendre en photo pour ouvrir la page {courrier.lien_qr}" in textes_des_images(feuille)


def test_la_lettre_tient_en_deux_pages_meme_quand_tout_est_long(ardeche, settings):
    settings.ADRESSE_PUBLIQUE = "https://insertion-et-parcours.departement-imaginaire.example"
    session = une_session(
        lieu="Maison du Département de Saint-Specimen-sous-Exemple",
        salle="Salle des réunions imaginaires",
        acces="Bus ligne Exemple, arrêt de la mairie. L’entrée est de plain-pied.",
        pieces=PIECES,
    )
    feuille = pdf(convocation(letters.courrier_deplacement, session, un_parcours()))
    with pikepdf.open(BytesIO(feuille)) as document:
        assert len(document.pages) == 2


def test_une_lettre_d_annulation_n_a_pas_de_carre(ardeche):
    feuille = pdf(convocation(letters.courrier_annulation, une_session(), un_parcours()))
    assert textes_des_images(feuille)
    assert [texte for texte in textes_des_images(feuille) if "Carré" in texte] == []


def test_l_adresse_se_recopie_sans_se_tromper():
    """Ni lettre qui ressemble à un chiffre, ni « https », ni barre à la fin ; les majuscules n'y changent rien."""
    assert adresse_publique("07.spie.example", "/ioc/3f9a2c71be/").endswith("07.spie.example:8000/ioc/3f9a2c71be/")
    assert a_recopier("https://07.spie.example/ioc/3f9a2c71be/") == ("07.spie.example/", "ioc/", "3f9a2c71be")


def test_le_code_est_court_propre_a_la_reunion_et_tire_au_hasard(ardeche):
    sessions = [une_session() for _ in range(3)]
    assert len({session.code for session in sessions}) == 3
    for session in sessions:
        assert re.fullmatch("[0-9a-f]{10}", session.code)
        assert session.pk.hex.endswith(session.code)
    assert SessionIOC.objects.filter(code=F("code")).count() == 3


def test_sans_compte_on_lit_quand_ou_avec_quoi_et_qui_appeler(visiteur):
    page = lue(visiteur, une_session(acces="Bus A, arrêt Fiction.", pieces="un papier ; un stylo"))
    assert "Le lundi 14 décembre 2026 À 9 heures La réunion dure 2 heures." in page
    assert "1 place Imaginaire, 07200 Aubenas Bus A, arrêt Fiction. Voir le plan" in page
    assert "Venez avec un papier un stylo" in page
    assert "Vous ne pouvez pas venir ? Appelez le secrétariat des réunions. 04 65 71 00 07" in page
    assert "La réunion a changé" not in page


def test_le_telephone_s_appelle_et_le_plan_s_ouvre_d_un_doigt(visiteur):
    page = visiteur.get(la_page(une_session())).content.decode()
    assert 'href="tel:0465710007"' in page
    assert "query=1+place+Imaginaire%2C+07200+Aubenas" in page


def test_l_adresse_tapee_en_majuscules_s_ouvre_aussi(visiteur):
    session = une_session()
    assert visiteur.get(f"/ioc/{session.code.upper()}/").status_code == 200


def test_une_reunion_deplacee_dit_sa_nouvelle_date_et_qu_elle_a_change(visiteur):
    session = une_session()
    session.debut_le, session.deplacee_le = session.debut_le + timedelta(days=1), MAINTENANT
    session.save()
    page = lue(visiteur, session)
    assert "La réunion a changé." in page
    assert "mardi 15 décembre 2026" in page
    assert "lundi 14" not in page


def test_une_reunion_annulee_le_dit_et_ne_donne_plus_de_lieu(visiteur):
    session = une_session()
    annuler(session=session, motif="Salle inondée", par=un_agent(Role.ACCUEIL), le=MAINTENANT)
    page = lue(visiteur, session)
    assert "La réunion du lundi 14 décembre 2026 est annulée. Ne venez pas." in page
    assert "04 65 71 00 07" in page
    assert "1 place Imaginaire" not in page
    assert "Salle inondée" not in page


def test_une_reunion_passee_le_dit_et_une_reunion_en_cours_se_trouve_encore(visiteur):
    passee = lue(visiteur, une_session(dans=timedelta(hours=-2)))
    assert "est passée. Vous n’êtes pas venu ? Appelez le secrétariat" in passee
    assert "1 place Imaginaire" not in passee
    assert "1 place Imaginaire" in lue(visiteur, une_session(dans=timedelta(hours=-1)))


def test_personne_ne_figure_dans_la_page_ni_dans_son_adresse(visiteur):
    convoquee = une_convocation()
    personne, agent = convoquee.parcours.personne, convoquee.convoquee_par
    reponse = visiteur.get(la_page(convoquee.session))
    dit = reponse.content.decode() + la_page(convoquee.session) + str(reponse.headers)
    for secret in (personne.nom, personne.pk.hex, str(personne.pk), str(convoquee.parcours_id), agent.nom):
        assert secret not in dit
    assert reponse["X-Robots-Tag"] == "noindex"
    assert "sessionid" not in reponse.cookies


def test_la_reunion_d_un_autre_departement_n_existe_pas(visiteur):
    session = une_session()
    un_departement("08", "Ardennes")
    assert visiteur.get(la_page(session)).status_code == 200
    visiteur.defaults["HTTP_HOST"] = "08.testserver"
    assert visiteur.get(la_page(session)).status_code == 404


@pytest.mark.parametrize("faux", ["0000000000", "3f9a2c71b", "3f9a2c71be0", "zzzzzzzzzz", "3f9a2c71b%00"])
def test_un_faux_code_ne_trouve_rien(visiteur, faux):
    une_session()
    assert visiteur.get(f"/ioc/{faux}/").status_code in (400, 404)


def test_la_page_ne_se_lit_qu_en_get_et_coute_peu(visiteur, django_assert_max_num_queries):
    """Ouverte à tous, elle ne doit rien coûter à qui la demanderait mille fois."""
    session = une_session()
    assert visiteur.post(la_page(session)).status_code == 405
    with django_assert_max_num_queries(7):
        visiteur.get(la_page(session))
    with django_assert_max_num_queries(9):
        visiteur.get(reverse("orientation:aide"))


def test_l_aide_explique_les_mots_et_dit_qui_appeler(visiteur, ardeche):
    une_structure("Maison fictive du Département", telephone="04 65 71 00 07")
    une_structure("Agence fictive", "FRANCE_TRAVAIL", telephone="04 65 71 00 08")
    page = mots(visiteur.get(reverse("orientation:aide")))
    for mot in ("Référent", "Contrat", "Orientation", "Recours"):
        assert f"{mot} " in page
    assert "Vous avez 1 mois pour signer le contrat." in page
    assert "Vous avez 2 mois pour écrire." in page
    assert "Maison fictive du Département : 04 65 71 00 07" in page
    assert "Agence fictive" not in page


@pytest.mark.parametrize("etat", [EtatSession.PREVUE, EtatSession.ANNULEE, "PASSEE"])
def test_la_page_de_la_reunion_est_facile_a_lire(visiteur, etat):
    passee = etat == "PASSEE"
    session = une_session(
        etat=EtatSession.PREVUE if passee else etat,
        dans=timedelta(days=-2 if passee else 20),
        pieces="votre carte d’identité",
        visio="https://visio.example.org/salle",
    )
    verifier(visiteur.get(la_page(session)), (session.lieu, session.adresse, session.commune.nom, "Ardèche"))


def test_la_page_d_aide_est_facile_a_lire(visiteur):
    verifier(visiteur.get(reverse("orientation:aide")), ("Ardèche",))


def verifier(reponse, noms_propres) -> None:
    rapport = examiner(lire(reponse.content.decode(), dans="contenu"), noms_propres=noms_propres)
    assert rapport.publiable, rapport.constats
    assert rapport.score >= 90, rapport.constats
