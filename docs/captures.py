"""Take again the pictures of the user guide, in a real browser, by playing the story in a running demonstration.

    make demo OPTIONS=--neuf                                # in one terminal
    .venv/bin/python docs/captures.py                       # in another: the whole story, every picture
    .venv/bin/python docs/captures.py lettre-convocation    # one picture, or several

On Debian, it needs chromium, chromium-l10n (for French dates in the fields) and poppler-utils (for the letters).
Nothing is staged: each picture is what the person of that role sees at that moment of the story. One picture alone
plays its step again where the steps before have been played; import-fini and emargement show what happens only once.
"""

import argparse
import base64
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from appareil import LARGEUR, Appareil
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

RACINE = Path(__file__).resolve().parents[1]
IMAGES = RACINE / "docs" / "images"
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


def menu(page: Page, nom: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=nom, exact=True).first.click()


def texte_present(lieu: Page | Locator, texte: str, secondes: int = 60) -> None:
    lieu.get_by_text(texte).first.wait_for(timeout=secondes * 1000)


def connexion(appareil: Appareil) -> None:
    page = appareil.browser.new_page(viewport={"width": LARGEUR, "height": 500})
    page.goto(f"{appareil.adresse}/connexion/")
    appareil.prendre(page, "connexion")


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
    return jour + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[jour.weekday()])


def lire_les_messages(appareil: Appareil) -> None:
    """What people received, and the letter itself."""
    with appareil.comme("accueil") as page:
        menu(page, "Envois")
        page.get_by_role("link", name="Ce que les personnes reçoivent").click()
        lettre(appareil, page, "Convocation", "lettre-convocation")
        appareil.prendre(page, "messages")
        menu(page, "Envois")
        appareil.prendre(page, "envois")
        page.get_by_role("link", name="Lettres à imprimer").click()
        appareil.prendre(page, "lettres-a-imprimer")


def lettre(appareil: Appareil, page: Page, objet: str, nom: str) -> None:
    """The last letter with these words, once it has come."""
    lien = page.get_by_role("link", name=objet).first
    fin = time.monotonic() + 90
    while not lien.count() and time.monotonic() < fin:
        page.wait_for_timeout(2000)
        page.reload()
    pdf = page.evaluate(TELECHARGER, lien.get_attribute("href"))
    imprimer(appareil, base64.b64decode(pdf), nom)


def imprimer(appareil: Appareil, pdf: bytes, nom: str) -> None:
    """Both pages of a letter side by side."""
    with tempfile.TemporaryDirectory() as dossier:
        (Path(dossier) / "lettre.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "70", "-png", "lettre.pdf", "page"], cwd=dossier, check=True)
        pages = [Image.open(chemin) for chemin in sorted(Path(dossier).glob("page*.png"))]
    planche = Image.new("RGB", (20 + sum(p.width + 20 for p in pages), pages[0].height + 40), "#8a94a3")
    for rang, une in enumerate(pages):
        planche.paste(une, (20 + rang * (une.width + 20), 20))
    appareil.garder(planche, nom)


def emarger(appareil: Appareil) -> None:
    """This morning's session, by the keyboard; then an absence to qualify."""
    with appareil.comme("accueil") as page:
        page.locator(".taches a.btn", has_text="Émarger").last.click()
        page.locator("[data-ligne] input[type=radio]").first.focus()
        for touche in "PPPPPPPPAPPA":
            page.keyboard.press(touche)
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
    """The manager takes the most urgent decision, for a referent who has an account."""
    with appareil.comme("encadrant") as page:
        appareil.prendre(page, "journee", entiere=True)
        menu(page, "Orientation")
        appareil.prendre(page, "orientation-file")
        lien = page.locator("main tbody a").first
        appareil.decidee = lien.inner_text()
        lien.click()
        page.get_by_label("Sociale : ").check()
        choix = page.get_by_label("Structure et référent(e)")
        choix.select_option(value=choix.get_by_text("Ana EXEMPLE").get_attribute("value"))
        page.get_by_label("Pourquoi ce choix").fill("Vous cherchez d’abord un logement.\nVotre santé demande du temps.")
        appareil.prendre(page, "decider", entiere=True)
        page.get_by_role("button", name="Vérifier avant d’envoyer").click()
        texte_present(page, "Confirmer l’orientation")
        appareil.prendre(page, "decider-confirmer", entiere=True)
        page.get_by_role("button", name="Décider et passer à la suivante").click()
        texte_present(page, "décision enregistrée")


def lire_la_decision(appareil: Appareil) -> None:
    """The second letter."""
    with appareil.comme("encadrant") as page:
        menu(page, "Envois")
        page.get_by_role("link", name="Ce que les personnes reçoivent").click()
        lettre(appareil, page, "Votre orientation", "lettre-orientation")


def suivre(appareil: Appareil) -> None:
    """The referent: the day, the caseload, one person, a search that forgives."""
    with appareil.comme("referent") as page:
        appareil.prendre(page, "journee-referent", entiere=True)
        menu(page, "File active")
        appareil.prendre(page, "file-active")
        page.get_by_role("link", name="Nouvelles", exact=True).click()
        page.locator("[aria-current]", has_text="Nouvelles").wait_for()
        page.locator("main tbody a", has_text=appareil.decidee).first.click()
        page.locator("#chronologie").wait_for()
        appareil.prendre(page, "fiche", entiere=True)
        nom = page.get_by_role("heading", level=1).inner_text().lower()
        page.get_by_label("Rechercher une personne").fill(nom[:5] + nom[6:])
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Résultats").wait_for()
        appareil.prendre(page, "recherche")
    with appareil.comme("referent", 360, 740) as page:
        appareil.prendre(page, "journee-telephone")


def reunir(appareil: Appareil) -> None:
    """The manager finds a person that a list wrote twice, and compares."""
    with appareil.comme("referent") as page:
        menu(page, "File active")
        fiches = [lien.get_attribute("href") for lien in page.locator("main tbody th a").all()]
    with appareil.comme("encadrant") as page:
        for fiche in fiches:
            page.goto(appareil.adresse + fiche)
            page.get_by_role("link", name="Deux fiches pour la même personne").click()
            page.get_by_role("heading", name="Les fiches qui se ressemblent").wait_for()
            if page.get_by_role("link", name="Comparer avec").count():
                break
        page.get_by_role("link", name="Comparer avec").first.click()
        page.get_by_role("heading", name="Est-ce la même personne").wait_for()
        appareil.prendre(page, "fiches-comparer", entiere=True)


def administrer(appareil: Appareil) -> None:
    with appareil.comme("administrateur") as page:
        menu(page, "Administration")
        appareil.prendre(page, "administration", entiere=True)
        page.get_by_role("link", name="Agents", exact=True).first.click()
        appareil.prendre(page, "administration-agents")


ETAPES = {
    connexion: ["connexion"],
    charger: ["journee-pilote", "imports", "import-fini"],
    convoquer: ["journee-accueil", "ioc-liste", "ioc-creer", "convoquer", "convoquer-apercu", "ioc-reunion"],
    lire_les_messages: ["lettre-convocation", "messages", "envois", "lettres-a-imprimer"],
    emarger: ["emargement", "absences", "absence-qualifier"],
    decider: ["journee", "orientation-file", "decider", "decider-confirmer"],
    lire_la_decision: ["lettre-orientation"],
    suivre: ["journee-referent", "file-active", "fiche", "recherche", "journee-telephone"],
    reunir: ["fiches-comparer"],
    administrer: ["administration", "administration-agents"],
}
NOMS = [nom for noms in ETAPES.values() for nom in noms]


def main() -> None:
    """Take the pictures that are asked for, in the order of the story."""
    lecteur = argparse.ArgumentParser(description="Reprend les images du guide dans une démonstration en marche.")
    lecteur.add_argument("--adresse", default="http://07.localhost:8000")
    lecteur.add_argument("--dossier", type=Path, default=IMAGES)
    lecteur.add_argument("images", nargs="*", choices=[*NOMS, []], metavar="image", help=f"parmi {', '.join(NOMS)}")
    options = lecteur.parse_args()
    voulues = set(options.images or NOMS)
    options.dossier.mkdir(parents=True, exist_ok=True)
    navigateur = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=navigateur, args=OPTIONS, env=FRANCAIS)
        appareil = Appareil(browser, options.adresse.rstrip("/"), options.dossier.resolve(), voulues)
        for etape, noms in ETAPES.items():
            if voulues.intersection(noms):
                etape(appareil)
        browser.close()


if __name__ == "__main__":
    main()
