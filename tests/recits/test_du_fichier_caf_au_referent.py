"""Du fichier de la CAF au référent nommé : toute l'histoire, dans un vrai navigateur, avec le produit entier."""

import base64
import re
from datetime import timedelta
from io import BytesIO

import pikepdf
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from orientation.models import Orientation
from parcours.models import Convocation, Parcours, SessionIOC
from spie.demonstration.flux_caf import VILLES, Mois, ecrire
from spie.socle.calendrier.delais import apres_mois
from spie.socle.comptes.roles import Role
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.flux.models import LotFlux
from spie.socle.personnes.models import Contact, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.navigateur import navigateur
from tests.processus import attendre
from tests.recits.navigation import SECONDES, aller

pytestmark = navigateur

FOYERS = 4
MOTIFS = "Vous cherchez un emploi.\nVous n’avez pas de moyen de transport."


class Lettre:
    """What the printer received: its words as one reads them, and its tags as a screen reader hears them."""

    def __init__(self, message: dict):
        self.adresse = message["adresse"]
        self.octets = base64.b64decode(message["pdf"])
        pages = [page.extract_text() for page in PdfReader(BytesIO(self.octets)).pages]
        self.facile, self.officiel = (" ".join(page.replace("\xa0", " ").split()) for page in pages)

    def verifier_les_balises(self, titre: str) -> None:
        """Tagged, in French, titled, PDF/UA: what makes a letter readable by a voice."""
        with pikepdf.open(BytesIO(self.octets)) as document:
            racine = document.Root
            assert str(racine.Lang) == "fr"
            assert bool(racine.MarkInfo.Marked)
            assert bool(racine.ViewerPreferences.DisplayDocTitle)
            balises = list(elements(racine.StructTreeRoot))
            assert {"/H1", "/H2", "/P"} <= {str(balise.S) for balise in balises}
            assert all("/Alt" in balise for balise in balises if str(balise.S) == "/Figure")
            with document.open_metadata() as xmp:
                assert xmp["pdfuaid:part"] == "1"
                assert titre in xmp["dc:title"]


def elements(noeud):
    """Every tag of the tree."""
    enfants = noeud.get("/K", [])
    for enfant in [enfants] if isinstance(enfants, pikepdf.Dictionary) else enfants:
        if isinstance(enfant, pikepdf.Dictionary) and "/S" in enfant:
            yield enfant
            yield from elements(enfant)


def test_du_fichier_de_la_caf_au_referent_nomme(ouvrir, worker, capteur, tmp_path):
    charger_le_fichier(ouvrir(Role.PILOTE), worker, tmp_path)
    noter_les_mobiles()
    secretariat = ouvrir(Role.ACCUEIL)
    session = creer_la_reunion(secretariat)
    convoquer(secretariat, session)
    lire_la_convocation(secretariat, capteur, session)
    le_matin_de_la_reunion(session)
    emarger(secretariat, session)
    personne = decider(ouvrir(Role.ENCADRANT))
    lire_la_decision(capteur, personne)
    retrouver_la_personne(ouvrir(Role.REFERENT), personne)


def charger_le_fichier(page: Page, worker, tmp_path) -> None:
    """The file waits for a worker, then the page follows it to its end by itself, and says the same when reloaded."""
    reference = timezone.localdate() - timedelta(days=10)
    mois = Mois(range(1, FOYERS + 1), reference=reference, enfants=0, villes=VILLES[:1])
    fichier = ecrire(tmp_path / "RSABEM.xml", mois)
    aller(page, "Imports")
    page.get_by_label("Fichier des bénéficiaires").set_input_files(fichier)
    page.get_by_role("button", name="Charger le fichier").click()

    avancement = page.locator("#avancement")
    expect(avancement).to_contain_text("déposé, attend son tour")
    worker.demarrer()
    expect(avancement).to_contain_text(f"{FOYERS} personnes à orienter", timeout=SECONDES)
    page.reload()
    expect(avancement.locator("tbody tr")).to_have_text(
        [re.compile("Foyers identiques *0"), re.compile(f"Nouveaux foyers *{FOYERS}"), re.compile("Foyers rejetés *0")]
    )

    with departement_courant("07"):
        assert LotFlux.objects.get().etat == "CHARGE"
        assert set(Orientation.objects.values_list("echeance_locale", flat=True)) == {reference + timedelta(days=42)}


def noter_les_mobiles() -> None:
    """The flow of the CAF has no telephone: the desk asks people for it."""
    with departement_courant("07"):
        for numero, personne in enumerate(Personne.objects.filter(role="DEM").order_by("id"), 1):
            Contact.objects.create(
                personne=personne, nature="TELEPHONE", valeur=f"+3363998000{numero}", est_mobile=True, source="accueil",
                du=timezone.localdate(),
            )  # fmt: skip


def creer_la_reunion(page: Page) -> SessionIOC:
    aller(page, "IOC")
    page.get_by_role("link", name="Créer une réunion").first.click()
    page.get_by_label("Jour").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    page.get_by_label("Heure").fill("09:30")
    page.get_by_role("button", name="Créer la réunion").click()
    expect(page.get_by_role("main")).to_contain_text("La réunion est créée.")
    with departement_courant("07"):
        return SessionIOC.objects.select_related("commune").get()


def convoquer(page: Page, session: SessionIOC) -> None:
    """Nothing leaves before the screen that shows what will."""
    page.get_by_role("link", name="Convoquer").first.click()
    expect(page.locator("input[name=parcours]:checked")).to_have_count(FOYERS)
    page.get_by_role("button", name="Voir ce qui sera envoyé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Convoquer {FOYERS} personnes")
    expect(page.locator(".sms-apercu")).to_contain_text("réunion obligatoire")
    expect(page.get_by_role("main")).to_contain_text("bonne à envoyer")
    with departement_courant("07"):
        assert not Convocation.objects.exists()
    page.get_by_role("button", name="Convoquer et envoyer").click()
    expect(page.get_by_role("main")).to_contain_text(f"{FOYERS} personnes convoquées")


def lire_la_convocation(page: Page, capteur, session: SessionIOC) -> None:
    """Each person received one SMS and one letter; the letter speaks to a voice as well as to the eyes."""
    attendre(lambda: len(capteur.recus("courrier")) == FOYERS, quoi="les lettres", secondes=90)
    attendre(lambda: len(capteur.recus("sms")) == FOYERS, quoi="les SMS")
    jour = timezone.localtime(session.debut_le)
    assert {m["receivers"][0] for m in capteur.recus("sms")} == {f"+3363998000{n}" for n in range(1, FOYERS + 1)}
    assert all(f"le {jour:%d/%m} à 9h30" in m["message"] for m in capteur.recus("sms"))

    aller(page, "Envois")
    page.get_by_role("link", name="Ce que les personnes reçoivent").click()
    expect(page.get_by_role("main")).to_contain_text("06 39 98 00 01")
    expect(page.get_by_role("main")).to_contain_text("07200 AUBENAS")

    lettre = Lettre(capteur.recus("courrier")[0])
    lettre.verifier_les_balises("Convocation à une réunion")
    assert "07200 AUBENAS" in lettre.adresse
    for mots in (jour_en_clair(jour.date()), "9 heures 30", "CMS d'Aubenas (fictif)", "04 65 71 00 07"):
        assert mots in lettre.facile, mots
    for mention in ("L. 262-28", "D. 262-65-2", "6 semaines", "10 jours"):
        assert mention in lettre.officiel, mention


def le_matin_de_la_reunion(session: SessionIOC) -> None:
    """Twenty days pass: the server's clock cannot be moved, so the session comes nearer instead."""
    with departement_courant("07"):
        SessionIOC.objects.filter(pk=session.pk).update(debut_le=timezone.now() - timedelta(hours=1))


def emarger(page: Page, session: SessionIOC) -> None:
    """By the keyboard: three came with their papers, the last one did not."""
    aller(page, "IOC")
    page.get_by_role("link", name="à émarger", exact=True).click()
    page.locator("[data-ligne] input[type=radio]").first.focus()
    for lettre in "PPPA":
        page.keyboard.press(lettre)
    for ligne in page.locator("[data-ligne]").all()[:3]:
        ligne.get_by_label("Identité").check()
        ligne.get_by_label("Domicile").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main")).to_contain_text("identité et domicile")
    with departement_courant("07"):
        lignes = [(c.etat, c.identite_vue and c.domicile_vu) for c in Convocation.objects.pour_la_feuille(session.pk)]
    assert lignes == [("PRESENTE", True)] * 3 + [("ABSENTE_A_QUALIFIER", False)]


def decider(page: Page) -> Personne:
    """From the home page to the queue, one person; the decision is read before it is taken."""
    with departement_courant("07"):
        venue = Convocation.objects.filter(etat="PRESENTE").select_related("parcours__personne").first()
        orientation = Orientation.objects.get(parcours=venue.parcours)
    personne = venue.parcours.personne
    aller(page, "Orientation")
    expect(page.locator("tbody tr").first).to_contain_text("il reste 32 jours")
    # Two people of this file have the same name: the address tells which one came.
    page.locator(f"main a[href*='/{orientation.pk}/']", has_text=str(personne)).first.click()
    page.get_by_label("Socio-professionnelle").check()
    page.get_by_label("Structure et référent(e)").select_option(label="Inès FACTICE – 0 personne pour 1 ETP (0 %)")
    page.get_by_label("Pourquoi ce choix").fill(MOTIFS)
    page.get_by_role("button", name="Vérifier avant d’envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Confirmer l’orientation")
    expect(page.get_by_role("main")).to_contain_text("Inès FACTICE")
    with page.context.expect_page():
        page.get_by_role("button", name="Voir la lettre").click()
    page.get_by_role("button", name="Décider et passer à la suivante").click()
    expect(page.get_by_role("main")).to_contain_text("décision enregistrée. La lettre et le SMS partent.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Orienter")
    return personne


def lire_la_decision(capteur, personne: Personne) -> None:
    """The second letter and the second SMS: who accompanies them, until when, and how to contest."""
    attendre(lambda: len(capteur.recus("courrier")) == FOYERS + 1, quoi="la seconde lettre", secondes=60)
    sms = attendre(lambda: capteur.recus("sms")[FOYERS:], quoi="le second SMS")
    assert [m["message"].startswith("Département : votre référent(e) est nommé(e).") for m in sms] == [True]
    with departement_courant("07"):
        parcours = Parcours.objects.get(personne=personne)
    limite = apres_mois(parcours.confie_le, 1)
    assert parcours.contrat_avant_le == limite

    lettre = Lettre(capteur.recus("courrier")[-1])
    lettre.verifier_les_balises("Votre orientation et votre référent")
    titre = "MADAME" if personne.sexe == Personne.Sexe.FEMME else "MONSIEUR"
    assert lettre.adresse.splitlines()[0] == f"{titre} {personne.prenom} {personne.nom}"
    for mots in ("Inès FACTICE", "C’est votre référent.", "04 65 71 00 08", f"Avant le {jour_en_clair(limite)}"):
        assert mots in lettre.facile, mots
    for mention in (*MOTIFS.splitlines(), "L. 262-47 et R. 262-88", "tribunal administratif de Lyon", "L. 412-3"):
        assert mention in lettre.officiel, mention


def retrouver_la_personne(page: Page, personne: Personne) -> None:
    """Her referent finds her among her people, with her story."""
    aller(page, "File active")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=str(personne), exact=True).click()
    chronologie = page.locator("#chronologie")
    for fait in (
        "Entre dans les droits et devoirs",
        "Convoquée à une réunion",
        "Orientation décidée",
        "Parcours confié",
    ):
        expect(chronologie).to_contain_text(fait)
