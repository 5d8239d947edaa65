"""Take again the pictures of the user guide, in a real browser, by playing the story in a running demonstration.

    make demo OPTIONS=--neuf            # in one terminal
    .venv/bin/python docs/captures.py   # in another

On Debian, it needs chromium, chromium-l10n (for French dates in the fields) and poppler-utils (for the letters).
Nothing is staged: each picture is what the person of that role sees at that moment of the story.
"""

import argparse
import base64
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

RACINE = Path(__file__).resolve().parents[1]
IMAGES = RACINE / "docs" / "images"
LARGEUR, HAUTEUR, HAUTEUR_MAX = 1366, 800, 1500
POIDS_MAX = 150_000
MOT_DE_PASSE = "demonstration-spie"
OPTIONS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--lang=fr-FR",
]
# The fields follow the language of the browser, not the one of the page.
FRANCAIS = os.environ | {"LANGUAGE": "fr", "LC_ALL": "fr_FR.UTF-8"}

# From inside the page: only a browser knows where « 07.localhost » is.
TELECHARGER = """async (adresse) => {
    const octets = new Uint8Array(await (await fetch(adresse)).arrayBuffer());
    return btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));
}"""


class Appareil:
    """The camera: one browser, the address of the site, where pictures go."""

    def __init__(self, browser: Browser, adresse: str, dossier: Path):
        self.browser, self.adresse, self.dossier = browser, adresse, dossier

    @contextmanager
    def comme(self, compte: str, largeur: int = LARGEUR, hauteur: int = HAUTEUR):
        """Log in with one of the accounts of the demonstration."""
        contexte = self.browser.new_context(locale="fr-FR", viewport={"width": largeur, "height": hauteur})
        contexte.set_default_timeout(60_000)
        page = contexte.new_page()
        page.goto(f"{self.adresse}/connexion/")
        page.get_by_label("Courriel").fill(f"{compte}@07.example.org")
        page.locator("[type=password]").fill(MOT_DE_PASSE)
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("heading", name="Bonjour").wait_for()
        yield page
        contexte.close()

    def prendre(self, page: Page, nom: str, *, entiere: bool = False) -> None:
        """What is on the screen, or the whole page down to a reasonable height, in a window that tall."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        fenetre = page.viewport_size
        hauteur = page.evaluate("document.documentElement.scrollHeight") if entiere else fenetre["height"]
        page.set_viewport_size({"width": fenetre["width"], "height": min(hauteur, HAUTEUR_MAX)})
        octets = page.screenshot()
        page.set_viewport_size(fenetre)
        self.garder(octets, nom)

    def garder(self, octets: bytes, nom: str) -> None:
        """Fewer colours until it is light enough for a page."""
        image, cible = Image.open(io.BytesIO(octets)).convert("RGB"), self.dossier / f"{nom}.png"
        for couleurs in (192, 96, 48):
            image.quantize(couleurs, dither=Image.Dither.NONE).save(cible, optimize=True)
            if cible.stat().st_size <= POIDS_MAX:
                break
        sys.stdout.write(f"{cible.relative_to(RACINE)} : {cible.stat().st_size // 1024} Ko\n")


def menu(page: Page, nom: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=nom, exact=True).first.click()


def texte_present(lieu: Page | Locator, texte: str, secondes: int = 60) -> None:
    lieu.get_by_text(texte).first.wait_for(timeout=secondes * 1000)


def connexion(appareil: Appareil) -> None:
    page = appareil.browser.new_page(locale="fr-FR", viewport={"width": LARGEUR, "height": 500})
    page.goto(f"{appareil.adresse}/connexion/")
    appareil.prendre(page, "connexion")
    page.close()


def charger(appareil: Appareil) -> None:
    """The pilote loads the month's file."""
    with appareil.comme("pilote") as page, tempfile.TemporaryDirectory() as dossier:
        appareil.prendre(page, "journee-pilote", entiere=True)
        fichier = Path(dossier) / "RSABEM_essai.xml"
        commande = [sys.executable, "manage.py", "fichier_caf", fichier]
        subprocess.run(commande, cwd=RACINE, check=True, stdout=subprocess.DEVNULL)
        menu(page, "Imports")
        page.get_by_label("Fichier des bénéficiaires").set_input_files(fichier)
        appareil.prendre(page, "imports")
        page.get_by_role("button", name="Charger le fichier").click()
        page.locator("#avancement").get_by_text("chargé", exact=True).wait_for(timeout=120_000)
        appareil.prendre(page, "import-fini")


def convoquer(appareil: Appareil) -> None:
    """The secretary creates a session and fills it."""
    with appareil.comme("accueil") as page:
        appareil.prendre(page, "journee-accueil", entiere=True)
        menu(page, "IOC")
        appareil.prendre(page, "ioc-liste")
        page.get_by_role("link", name="Créer une réunion").first.click()
        page.get_by_label("Jour").fill(jour_ouvre(date.today() + timedelta(days=20)).isoformat())  # noqa: DTZ011
        page.get_by_label("Heure").fill("09:30")
        appareil.prendre(page, "ioc-creer", entiere=True)
        page.get_by_role("button", name="Créer la réunion").click()
        texte_present(page, "La réunion est créée.")
        page.get_by_role("link", name="Convoquer").first.click()
        page.locator("input[name=parcours]:checked").first.wait_for()
        appareil.prendre(page, "convoquer")
        page.get_by_role("button", name="Voir ce qui sera envoyé").click()
        texte_present(page, "bonne à envoyer")
        appareil.prendre(page, "convoquer-apercu", entiere=True)
        page.get_by_role("button", name="Convoquer et envoyer").click()
        texte_present(page, "personnes convoquées")
        appareil.prendre(page, "ioc-reunion", entiere=True)


def jour_ouvre(jour: date) -> date:
    return jour + timedelta(days=max(0, 7 - jour.isoweekday()) if jour.isoweekday() > 5 else 0)


def lire_les_messages(appareil: Appareil) -> None:
    """What people received, and the letter itself."""
    with appareil.comme("accueil") as page:
        menu(page, "Envois")
        page.get_by_role("link", name="Ce que les personnes reçoivent").click()
        lien = page.get_by_role("link", name="(PDF").first
        fin = time.monotonic() + 90
        while not lien.count() and time.monotonic() < fin:
            page.wait_for_timeout(2000)
            page.reload()
        appareil.prendre(page, "messages")
        pdf = page.evaluate(TELECHARGER, lien.get_attribute("href"))
        imprimer(appareil, base64.b64decode(pdf), "lettre-convocation")
        menu(page, "Envois")
        appareil.prendre(page, "envois")
        page.get_by_role("link", name="Lettres à imprimer").click()
        appareil.prendre(page, "lettres-a-imprimer")


def imprimer(appareil: Appareil, pdf: bytes, nom: str) -> None:
    """Both pages of a letter side by side, as the person unfolds them."""
    with tempfile.TemporaryDirectory() as dossier:
        (Path(dossier) / "lettre.pdf").write_bytes(pdf)
        peindre = ["pdftoppm", "-r", "80", "-png", "lettre.pdf", "page"]
        subprocess.run(peindre, cwd=dossier, check=True)
        pages = [Image.open(chemin) for chemin in sorted(Path(dossier).glob("page*.png"))]
    planche = Image.new("RGB", (sum(p.width + 20 for p in pages) + 20, pages[0].height + 40), "#8a94a3")
    for rang, une in enumerate(pages):
        planche.paste(une, (20 + rang * (une.width + 20), 20))
    octets = io.BytesIO()
    planche.save(octets, "PNG")
    appareil.garder(octets.getvalue(), nom)


def emarger(appareil: Appareil) -> None:
    """This morning's session, by the keyboard; then an absence to qualify."""
    with appareil.comme("accueil") as page:
        menu(page, "IOC")
        page.get_by_role("link", name="à émarger", exact=True).last.click()
        page.locator("[data-ligne] input[type=radio]").first.focus()
        for lettre in "PPPPPPPPAPPA":
            page.keyboard.press(lettre)
        for ligne in page.locator("[data-ligne]").all()[:8]:
            ligne.get_by_label("Identité").check()
            ligne.get_by_label("Domicile").check()
        appareil.prendre(page, "emargement", entiere=True)
        page.get_by_role("button", name="Enregistrer").click()
        texte_present(page, "identité et domicile")
        menu(page, "IOC")
        page.get_by_role("link", name="Absences à qualifier").click()
        appareil.prendre(page, "absences")
        page.locator("main table a").first.click()
        appareil.prendre(page, "absence-qualifier")


def decider(appareil: Appareil) -> None:
    """The manager takes the most urgent decision."""
    with appareil.comme("encadrant") as page:
        appareil.prendre(page, "journee", entiere=True)
        menu(page, "Orientation")
        appareil.prendre(page, "orientation-file")
        page.locator("main tbody a").first.click()
        page.get_by_label("Sociale : ").check()
        choix = page.get_by_label("Structure et référent(e)")
        social = choix.locator("optgroup[label*='CMS'] option").first
        choix.select_option(value=social.get_attribute("value"))
        page.get_by_label("Pourquoi ce choix").fill("Vous cherchez d’abord un logement.\nVotre santé demande du temps.")
        appareil.prendre(page, "decider", entiere=True)
        page.get_by_role("button", name="Vérifier avant d’envoyer").click()
        texte_present(page, "Confirmer l’orientation")
        appareil.prendre(page, "decider-confirmer", entiere=True)
        page.get_by_role("button", name="Décider et passer à la suivante").click()
        texte_present(page, "décision enregistrée")


def suivre(appareil: Appareil) -> None:
    """The referent: the day, the caseload, one person, a search that forgives."""
    with appareil.comme("referent") as page:
        appareil.prendre(page, "journee-referent", entiere=True)
        menu(page, "File active")
        appareil.prendre(page, "file-active")
        lien = page.locator("main tbody a").first
        nom = lien.inner_text().split()[0]
        lien.click()
        page.locator("#chronologie").wait_for()
        appareil.prendre(page, "fiche", entiere=True)
        page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill(nom.lower())
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Résultats").wait_for()
        appareil.prendre(page, "recherche")
    with appareil.comme("referent", 390, 844) as page:
        appareil.prendre(page, "journee-telephone")


def administrer(appareil: Appareil) -> None:
    with appareil.comme("administrateur") as page:
        menu(page, "Administration")
        appareil.prendre(page, "administration", entiere=True)
        page.get_by_role("link", name="Agents", exact=True).first.click()
        appareil.prendre(page, "administration-agents")


ETAPES = {
    etape.__name__: etape
    for etape in (connexion, charger, convoquer, lire_les_messages, emarger, decider, suivre, administrer)
}


def main() -> None:
    lecteur = argparse.ArgumentParser(description="Reprend les images du guide dans une démonstration en marche.")
    lecteur.add_argument("--adresse", default="http://07.localhost:8000")
    lecteur.add_argument("--dossier", type=Path, default=IMAGES)
    lecteur.add_argument("etapes", nargs="*", choices=[*ETAPES, []], help="toutes par défaut")
    options = lecteur.parse_args()
    options.dossier.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS, env=FRANCAIS)
        appareil = Appareil(browser, options.adresse.rstrip("/"), options.dossier.resolve())
        for nom in options.etapes or ETAPES:
            ETAPES[nom](appareil)
        browser.close()


if __name__ == "__main__":
    main()
